package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RevocationListTest {

    private static final IssuerName CORDON = new IssuerName("cordon");
    private static final ServiceName BFF = new ServiceName("web-bff");

    @Test
    void the_empty_list_revokes_nothing() {
        RevocationList list = RevocationList.empty();

        assertThat(list.isEmpty()).isTrue();
        assertThat(list.revision()).isZero();
        assertThat(list.hasToken("cordon", "t1")).isFalse();
        assertThat(list.hasChain("c1")).isFalse();
        assertThat(list.hasCredential("web-bff", 1, 0)).isFalse();
        assertThat(list.hasService("web-bff")).isFalse();
        assertThat(list.hasSegment("storefront")).isFalse();
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

        assertThat(list.hasCredential("web-bff", 1, 100)).isTrue();
        assertThat(list.hasCredential("web-bff", 2, 100)).isFalse();
        assertThat(list.hasCredential("web-bff", 3, 100)).isTrue();
        assertThat(list.hasCredential("acme", 1, 100)).isFalse();
    }

    @Test
    void a_cut_off_kills_what_was_issued_up_to_five_seconds_after_it() {
        RevocationList list = of(new Revocation.IssuedBefore(BFF, 1000));

        assertThat(list.hasCredential("web-bff", -1, 999)).isTrue();
        assertThat(list.hasCredential("web-bff", -1, 1004)).isTrue();
        assertThat(list.hasCredential("web-bff", -1, 1005)).isFalse();
        assertThat(list.hasCredential("acme", -1, 999)).isFalse();
    }

    @Test
    void the_latest_of_several_cut_offs_counts_whatever_their_order() {
        RevocationList list = of(
                new Revocation.IssuedBefore(BFF, 500),
                new Revocation.IssuedBefore(BFF, 1000),
                new Revocation.IssuedBefore(BFF, 700));

        assertThat(list.hasCredential("web-bff", -1, 1004)).isTrue();
        assertThat(list.hasCredential("web-bff", -1, 1005)).isFalse();
    }

    @Test
    void chains_services_and_segments_are_revoked_by_name() {
        RevocationList list = of(
                new Revocation.OfChain("c1"),
                new Revocation.OfService(BFF),
                new Revocation.OfSegment(new SegmentName("storefront")));

        assertThat(list.isEmpty()).isFalse();
        assertThat(list.revision()).isEqualTo(7);
        assertThat(list.hasChain("c1")).isTrue();
        assertThat(list.hasChain("C1")).isFalse();
        assertThat(list.hasService("web-bff")).isTrue();
        assertThat(list.hasService("storefront")).isFalse();
        assertThat(list.hasSegment("storefront")).isTrue();
        assertThat(list.hasSegment("web-bff")).isFalse();
    }

    private static RevocationList of(Revocation... entries) {
        return RevocationList.of(7, List.of(entries));
    }
}
