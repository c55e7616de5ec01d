package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential.State;
import dev.cordon.policy.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever uses a credential is told of each change, and the grace begins when that is done. */
class CredentialNewsTest {

    private final RotationWorld world = new RotationWorld();
    private final List<String> told = new ArrayList<>();
    private boolean down;

    private void tell(CredentialNews.Change change) throws CredentialNewsUnavailableException {
        if (down) {
            throw new CredentialNewsUnavailableException("nobody answers");
        }
        told.add(change.kind() + " " + change.generation());
    }

    private void after(LifeEvent... events) throws Exception {
        Rotations rotations = world.rotations(parts -> new Rotations.Parts(
                parts.journal(),
                parts.ledger(),
                parts.vault(),
                parts.revocations(),
                parts.trial(),
                parts.isQuarantined(),
                this::tell));
        for (LifeEvent event : events) {
            Object unused = rotations.take(RotationWorld.ORDERS, event);
        }
        int steps;
        do {
            steps = rotations.work(10);
        } while (steps > 0);
    }

    private void later(Duration time) throws Exception {
        world.later(time);
        after();
    }

    @Test
    void each_change_is_told_once_and_what_never_worked_is_not() throws Exception {
        after(world.deployed(1), world.deployed(2));
        assertThat(told).containsExactly("current 1");

        after(world.deployed(3));
        assertThat(told).containsExactly("current 1", "current 2");
        later(RotationWorld.TERMS.grace());
        later(RotationWorld.TERMS.errand());
        later(RotationWorld.TERMS.errand());
        assertThat(told).containsExactly("current 1", "current 2", "over 1");

        after(new LifeEvent.Retired(world.request(4)));
        later(RotationWorld.TERMS.errand());
        assertThat(told).containsExactly("current 1", "current 2", "over 1", "over 2");
    }

    @Test
    void what_takes_the_place_of_a_suspected_one_waits_for_nobody_and_the_end_is_told_later() throws Exception {
        after(world.deployed(1));
        down = true;
        after(new LifeEvent.Suspected(0));
        assertThat(world.state(0)).isEqualTo(State.REVOKED);
        later(RotationWorld.TERMS.errand());
        later(RotationWorld.TERMS.errand());
        assertThat(world.givenWorks()).isTrue();
        assertThat(world.state(1)).isEqualTo(State.CURRENT);

        down = false;
        later(Duration.ofHours(1));
        later(Duration.ofHours(1));
        later(Duration.ofHours(1));
        assertThat(told).containsExactlyInAnyOrder("current 0", "over 0", "current 1");
    }

    @Test
    void who_is_back_after_a_retirement_waits_for_nobody() throws Exception {
        after(world.deployed(1));
        down = true;
        after(new LifeEvent.Retired(world.request(2)));
        later(Duration.ofMinutes(1));
        after(world.deployed(3));
        later(Duration.ofMinutes(1));
        later(Duration.ofMinutes(1));

        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void a_fault_at_one_service_keeps_no_other_waiting() throws Exception {
        ServiceName other = new ServiceName("zebra");
        Rotations rotations = world.rotations(parts -> new Rotations.Parts(
                parts.journal(),
                parts.ledger(),
                parts.vault(),
                parts.revocations(),
                (id, secret) -> Optional.empty(),
                parts.isQuarantined(),
                change -> {
                    if (change.service().equals(RotationWorld.ORDERS)) {
                        throw new IllegalStateException("a fault");
                    }
                    told.add(change.kind() + " " + change.generation());
                }));
        Object unused = rotations.take(RotationWorld.ORDERS, world.deployed(1));
        unused = rotations.take(other, world.deployed(1));
        assertThat(rotations.work(10)).isPositive();

        assertThat(told).containsExactly("current 0");
        assertThat(world.journal.of(RotationWorld.ORDERS).generations())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.work().problem()).contains("a fault of the program: IllegalStateException"));
    }

    @Test
    void until_it_is_told_the_one_before_goes_on() throws Exception {
        after(world.deployed(1));
        down = true;
        after(world.deployed(2));
        for (int i = 0; i < 100; i++) {
            later(RotationWorld.TERMS.grace());
        }
        assertThat(world.state(0)).isEqualTo(State.PREVIOUS);
        assertThat(world.journal
                        .of(RotationWorld.ORDERS)
                        .in(GenerationState.CURRENT)
                        .orElseThrow()
                        .work()
                        .problem())
                .contains("nobody answers");

        down = false;
        later(RotationWorld.TERMS.longestPause());
        assertThat(told).containsExactly("current 0", "current 1");
        later(RotationWorld.TERMS.grace().minusSeconds(1));
        assertThat(world.state(0)).isEqualTo(State.PREVIOUS);
        later(Duration.ofSeconds(1));
        assertThat(world.state(0)).isEqualTo(State.REVOKED);
    }

    @Test
    void what_is_suspected_ends_whether_or_not_anybody_can_be_told() throws Exception {
        after(world.deployed(1));
        down = true;
        after(new LifeEvent.Suspected(0));

        assertThat(world.state(0)).isEqualTo(State.REVOKED);
        assertThat(world.vault.kept(Optional.empty(), 10)).hasSize(1);
        down = false;
        later(RotationWorld.TERMS.longestPause());
        later(RotationWorld.TERMS.errand());
        assertThat(told).contains("over 0", "current 1");
    }
}
