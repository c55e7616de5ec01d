package dev.cordon.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Revocation.Direction;
import dev.cordon.revocation.Revocation.Quarantine;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QuarantineRegisterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.5Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final Zone PAYMENTS = new Zone.OfSegment(new SegmentName("payments"));
    private static final Zone ORDERS = new Zone.OfService(new ServiceName("orders-api"));

    private final InMemoryRevocationStore store = new InMemoryRevocationStore(() -> NOW);
    private final QuarantineRegister register = new QuarantineRegister(store);

    private Quarantine begin(Zone zone, int seconds) throws Exception {
        return register.begin(zone, Direction.BOTH, NOW.plusSeconds(seconds), "a key was found", NOW);
    }

    @Test
    void a_zone_is_cut_off_at_once_until_the_next_whole_second() throws Exception {
        Quarantine begun = begin(PAYMENTS, 60);

        assertThat(begun).isEqualTo(new Quarantine(PAYMENTS, Direction.BOTH, SECOND + 61, "a key was found"));
        assertThat(store.read().quarantines().closeInbound("any", "payments", SECOND))
                .isTrue();
        assertThat(register.all()).containsExactly(begun);
    }

    @Test
    void it_ends_within_a_year_and_not_before_it_began() {
        for (Instant end : new Instant[] {
            NOW, NOW.minusSeconds(1), NOW.plus(QuarantineRegister.LONGEST).plusNanos(1)
        }) {
            assertThatThrownBy(() -> register.begin(PAYMENTS, Direction.BOTH, end, "why", NOW))
                    .isInstanceOf(AdministrationRefusedException.class)
                    .hasMessageContaining("366 days");
        }
        assertThatThrownBy(() -> register.begin(PAYMENTS, Direction.BOTH, NOW.plus(Duration.ofHours(1)), "", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason");
    }

    @Test
    void ending_it_keeps_what_was_issued_before_dead() throws Exception {
        Quarantine begun = begin(PAYMENTS, 60);
        Quarantine other = begin(ORDERS, 600);

        assertThat(register.end(PAYMENTS, Optional.empty(), NOW)).containsExactly(begun.endingAt(SECOND));
        assertThat(store.read().quarantines().closeInbound("any", "payments", SECOND + 4))
                .isTrue();
        assertThat(store.read().quarantines().closeInbound("any", "payments", SECOND + 5))
                .isFalse();
        assertThat(register.all()).contains(other);
    }

    @Test
    void cancelling_it_leaves_nothing_of_it_though_it_may_be_over() throws Exception {
        store.add(new Revocation.OfChain("txn"), Optional.empty());
        Quarantine begun = begin(PAYMENTS, 60);

        assertThat(register.cancel(PAYMENTS, Optional.empty())).containsExactly(begun);
        assertThat(register.all()).isEmpty();
        assertThat(store.read().hasChain("txn")).isTrue();

        begin(PAYMENTS, 60);
        register.end(PAYMENTS, Optional.empty(), NOW);
        assertThat(register.cancel(PAYMENTS, Optional.empty())).hasSize(1);
        assertThat(register.all()).isEmpty();
    }

    @Test
    void of_several_the_one_that_is_meant_is_named_by_its_end() throws Exception {
        Quarantine mine = begin(PAYMENTS, 60);
        Quarantine another = begin(PAYMENTS, 600);

        assertThatThrownBy(() -> register.cancel(PAYMENTS, Optional.empty()))
                .isInstanceOf(AdministrationRefusedException.class)
                .hasMessage(
                        "segment `payments` has 2 quarantines: list them, and name the one that is meant by its end");
        assertThatThrownBy(() -> register.end(PAYMENTS, Optional.empty(), NOW)).hasMessageContaining("2 quarantines");
        assertThatThrownBy(() -> register.cancel(PAYMENTS, Optional.of(NOW)))
                .hasMessageContaining("no such quarantine");
        assertThat(register.all()).hasSize(2);

        assertThat(register.end(PAYMENTS, Optional.of(Instant.ofEpochSecond(mine.until())), NOW))
                .containsExactly(mine.endingAt(SECOND));
        assertThat(register.end(PAYMENTS, Optional.empty(), NOW))
                .as("one is over")
                .containsExactly(another.endingAt(SECOND));
    }

    @Test
    void a_zone_in_no_quarantine_can_leave_none() throws Exception {
        begin(ORDERS, 60);

        assertThatThrownBy(() -> register.end(PAYMENTS, Optional.empty(), NOW))
                .isInstanceOf(AdministrationRefusedException.class)
                .hasMessage("segment `payments` is in no quarantine: list them");
        assertThatThrownBy(() -> register.cancel(new Zone.OfService(new ServiceName("payments")), Optional.empty()))
                .hasMessage("service `payments` is in no quarantine: list them");
        assertThat(register.all()).hasSize(1);
    }

    @Test
    void services_that_are_noted_stay_with_what_is_ended_and_go_with_what_is_cancelled() throws Exception {
        Quarantine begun = begin(PAYMENTS, 60);
        Quarantine noted = begun.holding(Set.of(new ServiceName("payments-api")));
        assertThat(store.replace(begun, Optional.of(RevocationEntry.forEver(noted))))
                .isTrue();

        assertThat(begin(PAYMENTS, 60)).as("asked for again").isEqualTo(noted);
        assertThat(register.all()).containsExactly(noted);
        assertThat(register.end(PAYMENTS, Optional.empty(), NOW)).containsExactly(noted.endingAt(SECOND));
        assertThat(register.all()).containsExactly(noted.endingAt(SECOND));
        assertThat(store.read().quarantines().killOutbound("payments-api", "elsewhere", SECOND + 4))
                .isTrue();
        assertThat(register.cancel(PAYMENTS, Optional.empty())).containsExactly(noted.endingAt(SECOND));
        assertThat(store.read().isEmpty()).isTrue();
    }

    @Test
    void a_service_that_is_noted_while_it_ends_is_not_lost() throws Exception {
        Set<ServiceName> held = Set.of(new ServiceName("payments-api"));
        begin(PAYMENTS, 60);
        QuarantineRegister late = new QuarantineRegister(new NotingMeanwhile(store, held));

        assertThat(late.end(PAYMENTS, Optional.empty(), NOW))
                .singleElement()
                .satisfies(ended -> assertThat(ended.held()).contains(held));
        assertThat(register.all())
                .singleElement()
                .satisfies(ended -> assertThat(ended.until()).isEqualTo(SECOND));
    }

    @Test
    void a_store_that_does_not_answer_is_no_success() {
        store.isDown(true);

        assertThatThrownBy(() -> begin(ORDERS, 60)).isInstanceOf(RevocationStoreUnavailableException.class);
        assertThatThrownBy(() -> register.end(ORDERS, Optional.empty(), NOW))
                .isInstanceOf(RevocationStoreUnavailableException.class);
    }
}
