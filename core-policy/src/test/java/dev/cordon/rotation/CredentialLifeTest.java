package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.GenerationState.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CredentialLifeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final RotationTerms TERMS = new RotationTerms(
            Duration.ofHours(1), Duration.ofMinutes(15), 3, Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final CredentialLife NONE = CredentialLife.none(new ServiceName("orders-api"));

    private static LifeEvent.Request at(int second) {
        return new LifeEvent.Request(NOW.plusSeconds(second), "e" + second);
    }

    private static LifeEvent deployed(int second) {
        return new LifeEvent.Wanted(at(second), LifeEvent.Cause.DEPLOYED, Optional.empty());
    }

    private static LifeEvent scheduled(int second, Duration age) {
        return new LifeEvent.Wanted(at(second), LifeEvent.Cause.SCHEDULED, Optional.of(age));
    }

    private static LifeEvent demanded(int second) {
        return new LifeEvent.Wanted(at(second), LifeEvent.Cause.DEMANDED, Optional.empty());
    }

    /** All that is to be done now, done. */
    private static CredentialLife worked(CredentialLife life, Instant now) {
        CredentialLife next = life.at(now, false);
        Optional<Task> task = next.task(now, false);
        return task.isEmpty() ? next : worked(next.done(task.get(), now, TERMS), now);
    }

    private static GenerationState state(CredentialLife life, long number) {
        return life.generations().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void a_generation_is_planned_staged_tested_and_current_and_the_one_before_has_its_grace() {
        CredentialLife first = NONE.on(deployed(1), NOW);
        assertThat(first.task(NOW, false)).contains(new Task(Task.Kind.KEEP, 0));
        CredentialLife second = worked(first, NOW).on(deployed(2), NOW);
        second = worked(second, NOW);
        assertThat(state(second, 0)).isEqualTo(GenerationState.PREVIOUS);
        assertThat(state(second, 1)).isEqualTo(GenerationState.CURRENT);

        assertThat(second.task(NOW.plus(TERMS.grace()).minusSeconds(1), false)).isEmpty();
        CredentialLife over = worked(second, NOW.plus(TERMS.grace()));
        assertThat(state(over, 0)).isEqualTo(GenerationState.REVOKED);
        assertThat(over.task(NOW.plus(TERMS.grace()), false)).isEmpty();
        assertThat(worked(over, NOW.plus(TERMS.grace()).plus(TERMS.errand())).generations())
                .hasSize(1);
    }

    @Test
    void what_somebody_asks_for_outdoes_nothing_that_happens_to_the_service() {
        CredentialLife life = worked(NONE.on(deployed(1), NOW), NOW);
        CredentialLife asked = worked(life.on(demanded(9), NOW), NOW);
        assertThat(state(asked, 1)).isEqualTo(GenerationState.CURRENT);

        CredentialLife retired = asked.on(new LifeEvent.Retired(at(5)), NOW);
        assertThat(retired.order().retiredAt()).contains(NOW);
        assertThat(retired.on(demanded(10), NOW)).isEqualTo(retired);
        assertThat(state(asked.on(deployed(5), NOW), 2)).isEqualTo(GenerationState.PLANNED);
    }

    @Test
    void what_somebody_asks_for_twice_comes_once() {
        CredentialLife asked = worked(NONE.on(deployed(1), NOW).on(demanded(9), NOW), NOW);

        assertThat(asked.on(demanded(9), NOW)).isEqualTo(asked);
        assertThat(asked.on(demanded(8), NOW)).isEqualTo(asked);
        assertThat(asked.on(demanded(0), NOW)).isEqualTo(asked);
        assertThat(asked.on(demanded(10), NOW).generations())
                .hasSize(asked.generations().size() + 1);
    }

    @Test
    void its_age_alone_takes_no_place_of_one_that_is_on_its_way_or_was_given_up() {
        CredentialLife life = worked(NONE.on(deployed(1), NOW), NOW);
        CredentialLife underway = life.on(demanded(2), NOW);
        assertThat(underway.on(scheduled(3, Duration.ZERO), NOW)).isEqualTo(underway);
        assertThat(underway.isOlder(NOW.plusSeconds(1))).isFalse();

        CredentialLife parked = underway;
        for (int i = 0; i < TERMS.attempts(); i++) {
            parked = parked.failed(new Task(Task.Kind.KEEP, 1), "no", NOW, TERMS);
        }
        assertThat(state(parked, 1)).isEqualTo(GenerationState.PARKED);
        assertThat(parked.on(scheduled(3, Duration.ZERO), NOW)).isEqualTo(parked);
        assertThat(parked.isOlder(NOW.plusSeconds(1))).isFalse();

        assertThat(life.isOlder(NOW.plusSeconds(1))).isTrue();
        assertThat(life.isOlder(NOW)).isFalse();
        assertThat(life.on(new LifeEvent.Retired(at(4)), NOW).isOlder(NOW.plusSeconds(1)))
                .isFalse();
        assertThat(life.on(scheduled(3, Duration.ZERO), NOW).generations()).hasSize(2);
    }

    @Test
    void what_came_before_the_last_request_or_is_it_changes_nothing() {
        CredentialLife ended = worked(NONE.on(deployed(5), NOW), NOW).on(new LifeEvent.Retired(at(7)), NOW);

        assertThat(ended.on(deployed(6), NOW)).isEqualTo(ended);
        assertThat(ended.on(new LifeEvent.Retired(at(7)), NOW)).isEqualTo(ended);
        assertThat(ended.on(scheduled(8, Duration.ZERO), NOW)).isEqualTo(ended);
        assertThat(ended.on(deployed(9), NOW).in(GenerationState.PLANNED)).isPresent();
    }

    @Test
    void a_current_one_that_is_young_stays() {
        CredentialLife life = worked(NONE.on(deployed(1), NOW), NOW);
        Duration age = Duration.ofDays(1);

        assertThat(life.on(scheduled(2, age), NOW.plus(age).minusSeconds(1)).in(GenerationState.PLANNED))
                .isEmpty();
        assertThat(life.on(scheduled(2, age), NOW.plus(age)).in(GenerationState.PLANNED))
                .isPresent();
    }

    @Test
    void a_retired_service_is_given_nothing_for_what_is_suspected() {
        CredentialLife retired = CredentialLife.none(new ServiceName("orders-api"))
                .on(new LifeEvent.Retired(new LifeEvent.Request(NOW, "r")), NOW)
                .adopting(OptionalLong.of(0), NOW, 0);
        CredentialLife after = retired.on(new LifeEvent.Suspected(0), NOW);

        assertThat(after.in(GenerationState.PLANNED)).isEmpty();
        assertThat(after.in(GenerationState.REVOKED)).isPresent();
    }

    @Test
    void a_step_that_fails_too_often_is_parked_and_can_be_tried_again_while_the_current_one_goes_on() {
        CredentialLife life = worked(NONE.on(deployed(1), NOW), NOW).on(deployed(2), NOW);
        Task keep = new Task(Task.Kind.KEEP, 1);

        CredentialLife once = life.failed(keep, "the vault is away", NOW, TERMS);
        assertThat(once.task(NOW.plusSeconds(9), false)).isEmpty();
        assertThat(once.task(NOW.plusSeconds(10), false)).contains(keep);
        CredentialLife twice = once.failed(keep, "the vault is away", NOW, TERMS);
        assertThat(twice.task(NOW.plusSeconds(19), false)).isEmpty();
        CredentialLife parked = twice.failed(keep, "the vault is away", NOW, TERMS);

        assertThat(state(parked, 1)).isEqualTo(GenerationState.PARKED);
        assertThat(parked.in(GenerationState.PARKED).orElseThrow().work().problem())
                .contains("the vault is away");
        assertThat(state(parked, 0)).isEqualTo(GenerationState.CURRENT);
        assertThat(parked.on(new LifeEvent.Suspected(0), NOW).in(GenerationState.PLANNED))
                .isPresent();
        assertThat(parked.on(new LifeEvent.Retried(1), NOW).task(NOW, false)).contains(keep);
    }

    @Test
    void a_suspicion_ends_all_that_it_means_and_nothing_later() {
        CredentialLife two = worked(worked(NONE.on(deployed(1), NOW), NOW).on(deployed(2), NOW), NOW);

        CredentialLife all = two.on(new LifeEvent.Suspected(1), NOW);
        assertThat(all.generations()).filteredOn(one -> one.state().isUsable()).isEmpty();
        assertThat(all.in(GenerationState.PLANNED)).isPresent();
        CredentialLife older = two.on(new LifeEvent.Suspected(0), NOW);
        assertThat(state(older, 0)).isEqualTo(GenerationState.REVOKED);
        assertThat(state(older, 1)).isEqualTo(GenerationState.CURRENT);
        assertThat(older.in(GenerationState.PLANNED)).isEmpty();
    }

    @Test
    void a_service_in_quarantine_gets_nothing_new_and_loses_what_is_over() {
        CredentialLife life = NONE.on(deployed(1), NOW);

        assertThat(life.task(NOW, true)).isEmpty();
        CredentialLife tested =
                life.done(new Task(Task.Kind.KEEP, 0), NOW, TERMS).done(new Task(Task.Kind.PROVE, 0), NOW, TERMS);
        assertThat(state(tested.at(NOW, true), 0)).isEqualTo(GenerationState.TESTED);
        assertThat(life.on(new LifeEvent.Suspected(0), NOW).task(NOW, true)).contains(new Task(Task.Kind.REVOKE, 0));
    }

    @Test
    void what_leads_nowhere_is_refused() {
        assertThatThrownBy(() -> Generation.planned(0, NOW, NOW).on(Trigger.PROMOTED, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PLANNED");
        for (Trigger trigger : Trigger.values()) {
            assertThat(GenerationState.REVOKED.on(trigger)).isEmpty();
        }
    }

    @Test
    void where_there_is_nothing_to_go_back_to_a_deploy_goes_on_that_is_on_its_way_or_still_to_arrive() {
        LifeEvent back = new LifeEvent.RolledBack(at(3));
        CredentialLife planned = NONE.on(deployed(1), NOW);
        assertThat(planned.on(back, NOW)).isEqualTo(planned);
        assertThat(NONE.on(back, NOW).on(deployed(2), NOW).in(GenerationState.PLANNED))
                .isPresent();

        CredentialLife retired = worked(planned, NOW).on(new LifeEvent.Retired(at(2)), NOW);
        assertThat(retired.on(new LifeEvent.RolledBack(at(5)), NOW)
                        .on(deployed(4), NOW)
                        .in(GenerationState.PLANNED))
                .isPresent();
    }

    @Test
    void a_way_back_hides_no_earlier_retirement_and_leaves_nothing_to_do_for_an_earlier_deploy() {
        CredentialLife second = worked(worked(NONE.on(deployed(1), NOW), NOW).on(deployed(2), NOW), NOW);
        CredentialLife back = second.on(new LifeEvent.RolledBack(at(9)), NOW);
        assertThat(state(back, 0)).isEqualTo(GenerationState.CURRENT);
        assertThat(back.on(new LifeEvent.RolledBack(at(9)), NOW)).isEqualTo(back);
        assertThat(back.on(new LifeEvent.RolledBack(at(8)), NOW)).isEqualTo(back);

        CredentialLife late = back.on(deployed(5), NOW);
        assertThat(late.generations()).isEqualTo(back.generations());
        assertThat(late.order().last()).contains(at(5));
        assertThat(late.on(new LifeEvent.Retired(at(4)), NOW)).isEqualTo(late);
        CredentialLife retired = late.on(new LifeEvent.Retired(at(6)), NOW);
        assertThat(retired.order().retiredAt()).contains(NOW);
        assertThat(state(retired.on(deployed(7), NOW), 2)).isEqualTo(GenerationState.PLANNED);
    }

    @Test
    void one_that_is_back_gets_nothing_that_its_retirement_would_still_end() {
        CredentialLife retired = worked(NONE.on(deployed(1), NOW), NOW).on(new LifeEvent.Retired(at(2)), NOW);
        CredentialLife back = worked(retired.on(deployed(3), NOW.plusSeconds(1)), NOW.plusSeconds(4));

        assertThat(state(back, 1)).isEqualTo(GenerationState.PLANNED);
        assertThat(back.task(NOW.plusSeconds(5).minusNanos(1), false)).isEmpty();
        assertThat(back.task(NOW.plusSeconds(5), false)).contains(new Task(Task.Kind.KEEP, 1));
        assertThat(retired.on(deployed(3), NOW.plusSeconds(7)).task(NOW.plusSeconds(7), false))
                .as("the one before is ended first")
                .contains(new Task(Task.Kind.REVOKE, 0));
    }
}
