package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import dev.cordon.rotation.RotationJournal.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every journal of rotations must do; each has one concrete subclass. */
public abstract class RotationJournalContract {

    private static final int WRITERS = 16;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.123456789Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final RotationTerms TERMS = new RotationTerms(
            Duration.ofMinutes(10), Duration.ofMinutes(1), 2, Duration.ofSeconds(1), Duration.ofSeconds(8));

    /** A journal without entries. */
    protected abstract RotationJournal journal() throws Exception;

    private static LifeEvent deployed(Instant at, String id) {
        return new LifeEvent.Wanted(
                new LifeEvent.Request(at, id), LifeEvent.Cause.DEPLOYED, Optional.of(Duration.ofDays(1)));
    }

    private static CredentialLife planned(ServiceName service, Instant at) {
        return CredentialLife.none(service).on(deployed(at, "e"), at);
    }

    private static CredentialLife working(CredentialLife life, Instant at) {
        CredentialLife next = life;
        for (Optional<Task> task = life.task(at, false); task.isPresent(); task = next.task(at, false)) {
            next = next.done(task.get(), at, TERMS).at(at, false);
        }
        return next;
    }

    @Test
    public final void a_service_of_which_nothing_was_decided_has_none() throws Exception {
        RotationJournal journal = journal();
        journal.replace(CredentialLife.none(ORDERS), planned(ORDERS, NOW));

        assertThat(journal.of(new ServiceName("orders"))).isEqualTo(CredentialLife.none(new ServiceName("orders")));
    }

    @Test
    public final void an_entry_is_read_as_it_was_written_wherever_it_is_in_its_life() throws Exception {
        RotationJournal journal = journal();
        List<CredentialLife> lives = new ArrayList<>();
        lives.add(planned(ORDERS, NOW));
        lives.add(lives.get(0).failed(new Task(Task.Kind.KEEP, 0), "Zo\u00eb \"said\" \\ no", NOW, TERMS));
        lives.add(lives.get(1).failed(new Task(Task.Kind.KEEP, 0), "no", NOW.plusSeconds(9), TERMS));
        lives.add(working(lives.get(0), NOW));
        lives.add(lives.get(3).on(deployed(NOW.plus(Duration.ofDays(2)), "f"), NOW.plus(Duration.ofDays(2))));
        lives.add(working(lives.get(4), NOW.plus(Duration.ofDays(2))));
        lives.add(lives.get(5).on(new LifeEvent.Suspected(1), NOW.plus(Duration.ofDays(3))));
        lives.add(lives.get(5)
                .on(
                        new LifeEvent.Retired(new LifeEvent.Request(NOW.plus(Duration.ofDays(3)), "g")),
                        NOW.plus(Duration.ofDays(4))));
        lives.add(working(lives.get(7), NOW.plus(Duration.ofDays(4))));
        lives.add(working(lives.get(8), NOW.plus(Duration.ofDays(5))));
        lives.add(lives.get(4)
                .on(
                        new LifeEvent.Wanted(
                                new LifeEvent.Request(NOW.plus(Duration.ofDays(6)), "h"),
                                LifeEvent.Cause.DEMANDED,
                                Optional.empty()),
                        NOW.plus(Duration.ofDays(6))));
        assertThat(lives).doesNotHaveDuplicates();
        assertThat(lives.get(9).generations()).isEmpty();

        CredentialLife known = CredentialLife.none(ORDERS);
        for (CredentialLife life : lives) {
            assertThat(journal.replace(known, life)).as("%s", life).isTrue();
            assertThat(journal.of(ORDERS)).isEqualTo(life);
            known = life;
        }
    }

    @Test
    public final void what_differs_from_what_was_read_is_not_replaced() throws Exception {
        RotationJournal journal = journal();
        CredentialLife life = planned(ORDERS, NOW);
        CredentialLife kept = life.done(new Task(Task.Kind.KEEP, 0), NOW, TERMS);

        assertThat(journal.replace(life, kept)).isFalse();
        assertThat(journal.replace(CredentialLife.none(ORDERS), life)).isTrue();
        assertThat(journal.replace(CredentialLife.none(ORDERS), kept)).isFalse();
        assertThat(journal.replace(planned(ORDERS, NOW.plusNanos(1)), kept)).isFalse();
        assertThat(journal.replace(kept, life)).isFalse();

        assertThat(journal.of(ORDERS)).isEqualTo(life);
    }

    @Test
    public final void an_entry_is_not_replaced_by_that_of_another_service() throws Exception {
        RotationJournal journal = journal();
        ServiceName other = new ServiceName("payments-api");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal.replace(CredentialLife.none(ORDERS), planned(other, NOW)));
        assertThat(journal.services(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void of_many_who_replace_one_entry_at_once_exactly_one_does() throws Exception {
        RotationJournal journal = journal();
        CredentialLife known = CredentialLife.none(ORDERS);
        for (int round = 0; round < 3; round++) {
            CredentialLife read = known;
            List<Callable<Boolean>> writers = new ArrayList<>();
            List<CredentialLife> nexts = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                CredentialLife next = planned(ORDERS, NOW.plusSeconds(100 * round + i));
                nexts.add(next);
                writers.add(() -> journal.replace(read, next));
            }
            known = nexts.get(Race.onlyWinner(writers));

            assertThat(journal.of(ORDERS)).isEqualTo(known);
        }
    }

    @Test
    public final void what_is_due_is_found_the_earliest_first_and_nothing_else() throws Exception {
        RotationJournal journal = journal();
        for (int i = 0; i < 20; i++) {
            ServiceName service = new ServiceName("s" + i);
            journal.replace(CredentialLife.none(service), planned(service, NOW.plusSeconds(i % 10)));
        }
        ServiceName idle = new ServiceName("idle");
        journal.replace(CredentialLife.none(idle), working(planned(idle, NOW), NOW));

        for (int most = 1; most < 18; most++) {
            List<Due> found = new ArrayList<>();
            List<Due> page = journal.due(NOW.plusSeconds(7), Optional.empty(), most);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(most);
                found.addAll(page);
                page = journal.due(NOW.plusSeconds(7), Optional.of(page.get(page.size() - 1)), most);
            }
            assertThat(found)
                    .as("pages of %d", most)
                    .hasSize(16)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(found.get(0)).isEqualTo(new Due(NOW, new ServiceName("s0")));
        }
        assertThat(journal.due(NOW.minusNanos(1), Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void what_is_due_changes_with_its_entry() throws Exception {
        RotationJournal journal = journal();
        CredentialLife planned = planned(ORDERS, NOW);
        journal.replace(CredentialLife.none(ORDERS), planned);
        CredentialLife failed = planned.failed(new Task(Task.Kind.KEEP, 0), "no", NOW, TERMS);
        journal.replace(planned, failed);

        assertThat(journal.due(NOW, Optional.empty(), 10)).isEmpty();
        assertThat(journal.due(NOW.plusSeconds(1), Optional.empty(), 10))
                .containsExactly(new Due(NOW.plusSeconds(1), ORDERS));

        journal.replace(failed, working(failed, NOW.plusSeconds(1)));
        assertThat(journal.due(NOW.plus(Duration.ofDays(9)), Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    public final void services_are_paged_each_once_also_those_that_are_over() throws Exception {
        RotationJournal journal = journal();
        List<ServiceName> all = new ArrayList<>();
        for (String name : List.of("acme", "orders", "orders-api", "orders.eu", "orders0", "zeta")) {
            ServiceName service = new ServiceName(name);
            all.add(service);
            journal.replace(CredentialLife.none(service), planned(service, NOW));
        }
        CredentialLife zeta = planned(new ServiceName("zeta"), NOW);
        journal.replace(zeta, zeta.on(new LifeEvent.Retired(new LifeEvent.Request(NOW.plusSeconds(1), "r")), NOW));
        for (int most = 1; most <= all.size() + 1; most++) {
            List<ServiceName> found = new ArrayList<>();
            List<ServiceName> page = journal.services(Optional.empty(), most);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(most);
                found.addAll(page);
                page = journal.services(Optional.of(page.get(page.size() - 1)), most);
            }
            assertThat(found).as("pages of %d", most).doesNotHaveDuplicates().hasSameElementsAs(all);
        }
    }
}
