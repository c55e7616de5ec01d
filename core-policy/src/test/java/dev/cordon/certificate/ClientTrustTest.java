package dev.cordon.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientTrustTest {

    private final ClientTrust root = ClientTrust.of(Certificates.pem("root"));

    @Test
    void a_certificate_of_a_trusted_authority_names_its_holder() {
        ClientCertificate orders = trusted(root, "orders");

        assertThat(orders.spiffeId()).contains("spiffe://shop.example/orders");
        assertThat(orders.dnsNames()).containsExactly("orders.shop.example");
        assertThat(orders.subject()).isEqualTo("CN=orders,O=Shop");
        assertThat(orders.thumbprint().text()).hasSize(43);
    }

    @Test
    void usages_that_are_not_named_are_not_demanded() {
        assertThat(trusted(root, "without-usages").spiffeId()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of-other-root",
                "via-intermediate",
                "for-servers-only",
                "without-digital-signature",
                "authority-as-client",
                "root",
            })
    void what_does_not_prove_a_client_is_untrusted(String certificate) {
        assertThat(evidence(root, certificate, Certificates.VALID)).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void an_intermediate_beside_its_root_carries_the_chain() {
        ClientTrust chain = ClientTrust.of(Certificates.pem("intermediate") + Certificates.pem("root"));

        assertThat(trusted(chain, "via-intermediate").spiffeId()).contains("spiffe://shop.example/orders");
        assertThat(trusted(chain, "orders").spiffeId()).isPresent();
    }

    @Test
    void an_intermediate_alone_is_an_anchor() {
        ClientTrust alone = ClientTrust.of(Certificates.pem("intermediate"));

        assertThat(trusted(alone, "via-intermediate").spiffeId()).isPresent();
        assertThat(evidence(alone, "orders", Certificates.VALID)).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_certificate_counts_in_its_time_only_also_when_it_is_known() {
        Instant after = Certificates.VALID.plus(Duration.ofDays(2));
        Instant before = Certificates.VALID.minus(Duration.ofDays(2));

        assertThat(trusted(root, "one-day").spiffeId()).isPresent();
        assertThat(evidence(root, "one-day", after)).isInstanceOf(CertificateEvidence.Untrusted.class);
        assertThat(evidence(root, "one-day", before)).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_certificate_does_not_outlive_the_authority() {
        Instant farAway = Instant.parse("2226-01-01T00:00:00Z");

        assertThat(evidence(root, "orders", farAway)).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_known_certificate_is_not_verified_again() {
        assertThat(evidence(root, "orders", Certificates.VALID)).isSameAs(evidence(root, "orders", Certificates.VALID));
    }

    @Test
    void several_uris_are_no_spiffe_id() {
        assertThat(trusted(root, "two-uris").spiffeId()).isEmpty();
    }

    @Test
    void a_uri_of_another_scheme_is_no_spiffe_id() {
        assertThat(trusted(root, "no-spiffe").spiffeId()).isEmpty();
    }

    @Test
    void a_certificate_without_alternative_names_has_its_subject_and_thumbprint() {
        ClientCertificate bare = trusted(root, "bare-name");

        assertThat(bare.spiffeId()).isEmpty();
        assertThat(bare.dnsNames()).isEmpty();
        assertThat(bare.subject()).isEqualTo("CN=bare-name,O=Shop");
    }

    @Test
    void without_anchors_every_certificate_is_untrusted() {
        assertThat(evidence(ClientTrust.nobody(), "orders", Certificates.VALID))
                .isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void authorities_that_are_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTrust.of(""))
                .withMessageContaining("hold no certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTrust.of(Certificates.pem("orders")))
                .withMessage("`CN=orders,O=Shop` is no authority's certificate: name the one that issued it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientTrust.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .withMessageContaining("can't be read");
    }

    private static CertificateEvidence evidence(ClientTrust trust, String certificate, Instant now) {
        return trust.evidence(Certificates.pem(certificate), now);
    }

    private static ClientCertificate trusted(ClientTrust trust, String certificate) {
        CertificateEvidence evidence = evidence(trust, certificate, Certificates.VALID);
        assertThat(evidence).isInstanceOf(CertificateEvidence.Trusted.class);
        return ((CertificateEvidence.Trusted) evidence).certificate();
    }
}
