package dev.cordon.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Membership;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All that a membership asks for must be there. */
class MembersByAllPartsTest {

    private static final String ID = "spiffe://shop.example/back/stock";
    private static final Tag TEAM = new Tag("team", "back");

    private static boolean takes(Membership membership, String account, String id) {
        Policy policy = new TestPolicy()
                .segment("back", Trust.INTERNAL)
                .taking("back", membership)
                .caller("web", "back")
                .build();
        return Members.segmentOf(
                        policy, new Workload(Optional.of(account), Set.of(TEAM), Optional.of(new SpiffeId(id))))
                .isPresent();
    }

    @Test
    void accounts_count_where_it_goes_by_spiffe_ids_alone() {
        Membership membership = new Membership(List.of("prod"), List.of(), Optional.of(ID));

        assertThat(takes(membership, "prod", ID)).isTrue();
        assertThat(takes(membership, "sandbox", ID)).isFalse();
    }

    @Test
    void a_spiffe_id_counts_beside_tags() {
        Membership membership = new Membership(List.of("prod"), List.of(TEAM), Optional.of(ID));

        assertThat(takes(membership, "prod", ID)).isTrue();
        assertThat(takes(membership, "prod", ID + "2")).isFalse();
    }
}
