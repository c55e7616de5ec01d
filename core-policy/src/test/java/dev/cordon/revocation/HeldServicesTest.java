package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.Policy;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.revocation.Revocation.Direction;
import dev.cordon.revocation.Revocation.Quarantine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeldServicesTest {

    private static final long END = 1_000_000;
    private static final Instant WHILE_IT_LASTS = Instant.ofEpochSecond(END - 60);
    private static final Instant LAST = Instant.ofEpochSecond(END + 4);
    private static final Instant OVER = Instant.ofEpochSecond(END + 5);
    private static final Quarantine MONEY =
            new Quarantine(new Zone.OfSegment(new SegmentName("money")), Direction.BOTH, END, "a test");
    private static final Policy BEFORE = policy("money", "front");
    private static final Policy AFTER = policy("front", "money");

    private final InMemoryRevocationStore store = new InMemoryRevocationStore(() -> WHILE_IT_LASTS);
    private final HeldServices services = new HeldServices(store);

    /** Payments in one segment, and a bank in another. */
    private static Policy policy(String payments, String bank) {
        return new TestPolicy()
                .segment("money", Trust.INTERNAL)
                .segment("front", Trust.INTERNAL)
                .caller("payments", payments)
                .caller("bank", bank)
                .build();
    }

    private Quarantine noted(Quarantine quarantine, Instant now, Policy... policies) throws Exception {
        store.add(quarantine, Optional.empty());
        RevocationList list = services.read(List.of(policies), now);
        assertThat(list.entries()).containsExactlyElementsOf(store.read().entries());
        return (Quarantine) list.entries().get(0);
    }

    private static Set<ServiceName> names(String... names) {
        return Set.copyOf(List.of(names).stream().map(ServiceName::new).toList());
    }

    @Test
    void a_service_that_was_moved_out_stays_held_and_one_that_comes_while_it_lasts_is_held_too() throws Exception {
        Quarantine first = noted(MONEY, WHILE_IT_LASTS, BEFORE);
        assertThat(first.held()).contains(names("payments"));

        assertThat(noted(first, LAST, AFTER).held()).contains(names("payments", "bank"));
    }

    @Test
    void a_service_that_comes_when_it_is_over_is_not_held() throws Exception {
        Quarantine first = noted(MONEY, WHILE_IT_LASTS, BEFORE);

        assertThat(noted(first, OVER, AFTER)).isEqualTo(first);
    }

    @Test
    void one_that_nobody_noted_holds_by_the_first_policies_that_meet_it_though_it_is_over() throws Exception {
        assertThat(noted(MONEY, OVER, BEFORE, AFTER).held()).contains(names("payments", "bank"));
    }

    @Test
    void a_segment_without_services_holds_nobody_and_that_is_noted() throws Exception {
        Quarantine empty = noted(MONEY, WHILE_IT_LASTS, policy("front", "front"));

        assertThat(empty.held()).contains(Set.of());
        assertThat(noted(empty, OVER, BEFORE)).isEqualTo(empty);
    }

    @Test
    void what_is_noted_already_changes_nothing() throws Exception {
        noted(MONEY, WHILE_IT_LASTS, BEFORE);
        store.add(new Revocation.OfChain("txn"), Optional.empty());
        long revision = store.read().revision();

        assertThat(services.read(List.of(BEFORE), WHILE_IT_LASTS).revision()).isEqualTo(revision);
    }

    @Test
    void a_services_own_quarantine_has_nobody_to_note() throws Exception {
        Quarantine own = new Quarantine(new Zone.OfService(new ServiceName("payments")), Direction.BOTH, END, "a test");

        assertThat(noted(own, WHILE_IT_LASTS, BEFORE)).isEqualTo(own);
    }

    @Test
    void a_store_that_does_not_answer_is_told() {
        store.isDown(true);

        assertThatThrownBy(() -> services.read(List.of(BEFORE), WHILE_IT_LASTS))
                .isInstanceOf(RevocationStoreUnavailableException.class);
    }
}
