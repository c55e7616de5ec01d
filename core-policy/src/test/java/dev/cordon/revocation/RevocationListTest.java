package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RevocationListTest {

    private static final IssuerName CORDON = new IssuerName("cordon");
    private static final Zone STOREFRONT = new Zone.OfSegment(new SegmentName("storefront"));
    private static final ServiceName BFF = new ServiceName("web-bff");

    @Test
    void the_empty_list_revokes_nothing() {
        RevocationList list = RevocationList.empty();

        assertThat(list.isEmpty()).isTrue();
        assertThat(list.revision()).isZero();
        assertThat(list.hasToken("cordon", "t1")).isFalse();
        assertThat(list.hasChain("c1")).isFalse();
        assertThat(list.hasGeneration("web-bff", 1)).isFalse();
        assertThat(list.cutOffs().kills("web-bff", 0)).isFalse();
        assertThat(list.cutOffs().killsCredential("web-bff", 0)).isFalse();
        assertThat(list.cutOffs().isBeforeEpoch(0)).isFalse();
        assertThat(list.hasService("web-bff")).isFalse();
        assertThat(list.quarantines().closeInbound("web-bff", "storefront", 0)).isFalse();
        assertThat(list.quarantines().closeOutbound("web-bff", "storefront", 0)).isFalse();
        assertThat(list.hasKey("cordon", "k1")).isFalse();
    }

    @Test
    void a_token_is_revoked_for_its_own_issuer_only() {
        RevocationList list = of(new Revocation.OfToken(CORDON, "t1"), new Revocation.OfToken(CORDON, "t2"));

        assertThat(list.hasToken("cordon", "t1")).isTrue();
        assertThat(list.hasToken("cordon", "t2")).isTrue();
        assertThat(list.hasToken("cordon", "t3")).isFalse();
        assertThat(list.hasToken("idp", "t1")).isFalse();
    }

    @Test
    void a_key_is_revoked_for_its_own_issuer_only() {
        RevocationList list = of(new Revocation.OfKey(CORDON, "k1"));

        assertThat(list.hasKey("cordon", "k1")).isTrue();
        assertThat(list.hasKey("cordon", "k2")).isFalse();
        assertThat(list.hasKey("idp", "k1")).isFalse();
    }

    @Test
    void a_generation_is_revoked_for_its_own_service_only() {
        RevocationList list = of(new Revocation.OfGeneration(BFF, 1), new Revocation.OfGeneration(BFF, 3));

        assertThat(list.hasGeneration("web-bff", 1)).isTrue();
        assertThat(list.hasGeneration("web-bff", 2)).isFalse();
        assertThat(list.hasGeneration("web-bff", 3)).isTrue();
        assertThat(list.hasGeneration("acme", 1)).isFalse();
    }

    @Test
    void a_cut_off_kills_what_was_issued_up_to_five_seconds_after_it() {
        CutOffs cutOffs = of(new Revocation.IssuedBefore(BFF, 1000, false)).cutOffs();

        assertThat(cutOffs.kills("web-bff", 999)).isTrue();
        assertThat(cutOffs.kills("web-bff", 1004)).isTrue();
        assertThat(cutOffs.kills("web-bff", 1005)).isFalse();
        assertThat(cutOffs.kills("acme", 999)).isFalse();
        assertThat(cutOffs.isBeforeEpoch(999)).isFalse();
    }

    @Test
    void the_latest_of_several_cut_offs_counts_whatever_their_order() {
        CutOffs cutOffs = of(
                        new Revocation.IssuedBefore(BFF, 500, true),
                        new Revocation.IssuedBefore(BFF, 1000, false),
                        new Revocation.IssuedBefore(BFF, 700, true))
                .cutOffs();

        assertThat(cutOffs.kills("web-bff", 1004)).isTrue();
        assertThat(cutOffs.kills("web-bff", 1005)).isFalse();
        assertThat(cutOffs.killsCredential("web-bff", 704)).isTrue();
        assertThat(cutOffs.killsCredential("web-bff", 705)).isFalse();
        assertThat(cutOffs.killsCredential("acme", 0)).isFalse();
    }

    @Test
    void an_epoch_kills_everybodys_tokens_from_before_it() {
        CutOffs cutOffs =
                of(new Revocation.Epoch(1000), new Revocation.Epoch(900)).cutOffs();

        assertThat(cutOffs.isBeforeEpoch(1004)).isTrue();
        assertThat(cutOffs.isBeforeEpoch(1005)).isFalse();
        assertThat(cutOffs.kills("web-bff", 0)).isFalse();
    }

    @Test
    void a_quarantine_closes_its_zone_until_five_seconds_after_its_end() {
        Quarantines quarantines =
                of(quarantine(STOREFRONT, Revocation.Direction.BOTH, 1000)).quarantines();

        assertThat(quarantines.closeInbound("web-bff", "storefront", 1004)).isTrue();
        assertThat(quarantines.closeInbound("web-bff", "storefront", 1005)).isFalse();
        assertThat(quarantines.closeOutbound("web-bff", "storefront", 1004)).isTrue();
        assertThat(quarantines.closeOutbound("web-bff", "storefront", 1005)).isFalse();
        assertThat(quarantines.closeInbound("storefront", "ordering", 0)).isFalse();
        assertThat(quarantines.closeOutbound("storefront", "ordering", 0)).isFalse();
    }

    @Test
    void a_quarantine_of_one_direction_leaves_the_other_open() {
        Zone bff = new Zone.OfService(BFF);
        Quarantines in = of(quarantine(bff, Revocation.Direction.INBOUND, 1000)).quarantines();
        Quarantines out =
                of(quarantine(bff, Revocation.Direction.OUTBOUND, 1000)).quarantines();

        assertThat(in.closeInbound("web-bff", "storefront", 0)).isTrue();
        assertThat(in.closeOutbound("web-bff", "storefront", 0)).isFalse();
        assertThat(out.closeInbound("web-bff", "storefront", 0)).isFalse();
        assertThat(out.closeOutbound("web-bff", "storefront", 0)).isTrue();
        assertThat(out.closeOutbound("other-bff", "storefront", 0)).isFalse();
    }

    @Test
    void of_several_quarantines_the_last_to_end_counts() {
        Quarantines quarantines = of(
                        quarantine(STOREFRONT, Revocation.Direction.BOTH, 1000),
                        quarantine(new Zone.OfService(BFF), Revocation.Direction.BOTH, 3000),
                        quarantine(STOREFRONT, Revocation.Direction.INBOUND, 2000))
                .quarantines();

        assertThat(quarantines.closeInbound("app-bff", "storefront", 2004)).isTrue();
        assertThat(quarantines.closeInbound("app-bff", "storefront", 2005)).isFalse();
        assertThat(quarantines.closeOutbound("app-bff", "storefront", 1005)).isFalse();
        assertThat(quarantines.closeOutbound("web-bff", "storefront", 3004)).isTrue();
    }

    @Test
    void a_segments_quarantine_kills_what_the_services_had_that_it_holds_wherever_they_are() {
        Quarantines quarantines = of(quarantine(STOREFRONT, Revocation.Direction.OUTBOUND, 1000)
                        .holding(Set.of(BFF)))
                .quarantines();

        assertThat(quarantines.closeOutbound("web-bff", "elsewhere", 1004)).isTrue();
        assertThat(quarantines.closeOutbound("newcomer", "storefront", 1004)).isTrue();
        assertThat(quarantines.killOutbound("web-bff", "elsewhere", 1004)).isTrue();
        assertThat(quarantines.killOutbound("web-bff", "elsewhere", 1005)).isFalse();
        assertThat(quarantines.killOutbound("newcomer", "storefront", 0)).isFalse();
        assertThat(quarantines.killInbound("web-bff", "elsewhere", 0)).isFalse();
    }

    @Test
    void a_segments_quarantine_that_nobody_noted_kills_by_the_segment_and_one_that_holds_nobody_kills_nothing() {
        Revocation.Quarantine unnoted = quarantine(STOREFRONT, Revocation.Direction.INBOUND, 1000);

        assertThat(of(unnoted).quarantines().killInbound("any", "storefront", 1004))
                .isTrue();
        assertThat(of(unnoted).quarantines().killInbound("any", "storefront", 1005))
                .isFalse();
        assertThat(of(unnoted).quarantines().killOutbound("any", "storefront", 0))
                .isFalse();
        assertThat(of(unnoted.holding(Set.of())).quarantines().killInbound("any", "storefront", 0))
                .isFalse();
        assertThat(of(unnoted.holding(Set.of()), quarantine(STOREFRONT, Revocation.Direction.BOTH, 500))
                        .quarantines()
                        .killInbound("any", "storefront", 504))
                .as("another one that nobody noted")
                .isTrue();
    }

    @Test
    void a_quarantine_has_a_reason_that_is_a_line_of_text() {
        assertThatThrownBy(() -> new Revocation.Quarantine(STOREFRONT, Revocation.Direction.BOTH, 1000, " "))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> new Revocation.Quarantine(STOREFRONT, Revocation.Direction.BOTH, 1000, "a\nb"))
                .hasMessageContaining("reason");
        assertThatThrownBy(
                        () -> new Revocation.Quarantine(STOREFRONT, Revocation.Direction.BOTH, 1000, "x".repeat(257)))
                .hasMessageContaining("reason");
    }

    @Test
    void chains_and_services_are_revoked_by_name() {
        RevocationList list = of(new Revocation.OfChain("c1"), new Revocation.OfService(BFF));

        assertThat(list.isEmpty()).isFalse();
        assertThat(list.revision()).isEqualTo(7);
        assertThat(list.hasChain("c1")).isTrue();
        assertThat(list.hasChain("C1")).isFalse();
        assertThat(list.hasService("web-bff")).isTrue();
        assertThat(list.hasService("storefront")).isFalse();
    }

    @Test
    void a_list_has_what_it_had_and_what_is_added_until_the_later_end() {
        Revocation service = new Revocation.OfService(BFF);
        RevocationList list = RevocationList.of(1, List.of(new Revocation.OfKey(CORDON, "k1")))
                .with(2, List.of(until(service, 1000), until(new Revocation.OfChain("c1"), 1000)), at(0))
                .with(3, List.of(until(service, 900)), at(0));

        assertThat(list.revision()).isEqualTo(3);
        assertThat(list.hasKey("cordon", "k1")).isTrue();
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.with(4, List.of(), at(999)).hasService("web-bff")).isTrue();
        assertThat(list.with(4, List.of(), at(999)).hasChain("c1")).isTrue();
        assertThat(list.with(4, List.of(), at(1000)).hasService("web-bff")).isFalse();
        assertThat(list.with(4, List.of(), at(1000)).size()).isEqualTo(1);
        RevocationList longer = list.with(4, List.of(until(service, 1100)), at(0));
        assertThat(longer.with(5, List.of(), at(1099)).hasService("web-bff")).isTrue();
        assertThat(longer.with(5, List.of(), at(1100)).hasService("web-bff")).isFalse();
        RevocationList always = list.with(4, List.of(new RevocationEntry(service, Optional.empty())), at(0))
                .with(5, List.of(until(service, 1100)), at(0));
        assertThat(always.with(6, List.of(), at(1100)).hasService("web-bff")).isTrue();
    }

    @Test
    void a_list_of_a_chain_alone_or_of_a_service_alone_is_not_empty() {
        assertThat(of(new Revocation.OfChain("c1")).isEmpty()).isFalse();
        assertThat(of(new Revocation.OfService(BFF)).isEmpty()).isFalse();
    }

    @Test
    void one_entry_gives_way_to_another_or_to_none_and_the_rest_stays() {
        Revocation service = new Revocation.OfService(BFF);
        Revocation chain = new Revocation.OfChain("c1");
        RevocationList list = of(service, chain, new Revocation.OfChain("c2"), new Revocation.OfKey(CORDON, "k1"));

        RevocationList without =
                list.replaced(8, chain, Optional.empty(), at(0)).replaced(9, service, Optional.empty(), at(0));
        assertThat(without.revision()).isEqualTo(9);
        assertThat(without.hasChain("c1")).isFalse();
        assertThat(without.hasService("web-bff")).isFalse();
        assertThat(without.hasChain("c2")).isTrue();
        assertThat(without.hasKey("cordon", "k1")).isTrue();
        RevocationList other = list.replaced(
                8,
                service,
                Optional.of(RevocationEntry.forEver(new Revocation.OfService(new ServiceName("acme")))),
                at(0));
        assertThat(other.hasService("web-bff")).isFalse();
        assertThat(other.hasService("acme")).isTrue();
        assertThat(other.hasChain("c1")).isTrue();
    }

    @Test
    void an_end_within_a_second_is_that_of_the_second() {
        Instant half = at(1000).plusMillis(500);
        RevocationEntry entry = new RevocationEntry(new Revocation.OfChain("c1"), Optional.of(half));

        assertThat(entry.endSecond()).hasValue(1001);
        assertThat(until(entry.revocation(), 1000).endSecond()).hasValue(1000);
        assertThat(entry.isOver(half.minusNanos(1))).isFalse();
        assertThat(entry.isOver(half)).isTrue();
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static RevocationEntry until(Revocation revocation, long second) {
        return new RevocationEntry(revocation, Optional.of(at(second)));
    }

    private static Revocation.Quarantine quarantine(Zone zone, Revocation.Direction direction, long until) {
        return new Revocation.Quarantine(zone, direction, until, "a test");
    }

    private static RevocationList of(Revocation... entries) {
        return RevocationList.of(7, List.of(entries));
    }
}
