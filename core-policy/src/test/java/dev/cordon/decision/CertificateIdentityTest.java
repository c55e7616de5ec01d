package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A certificate names the one service that any of its names belong to, and none where they belong to two. */
final class CertificateIdentityTest {

    private static final KeyThumbprint KNOWN = new KeyThumbprint("A".repeat(43));
    private static final KeyThumbprint OTHER = new KeyThumbprint("B".repeat(42) + "A");
    private static final String SHARED = "O=shop,CN=shared";

    private final CompiledPolicy policy = CompiledPolicy.of(policy());

    @Test
    void each_kind_of_name_identifies_a_service_by_itself() {
        assertThat(caller(KNOWN, "", List.of(), "O=shop,CN=x")).isEqualTo("web");
        assertThat(caller(OTHER, "spiffe://shop.example/web", List.of(), "O=shop,CN=x"))
                .isEqualTo("web");
        assertThat(caller(OTHER, "", List.of("web.example"), "O=shop,CN=x")).isEqualTo("web");
        assertThat(caller(OTHER, "", List.of(), "O=shop,CN=web")).isEqualTo("web");
    }

    @Test
    void a_name_counts_wherever_it_stands_beside_names_that_nobody_has() {
        assertThat(caller(OTHER, "spiffe://elsewhere.example/web", List.of("a.example", "job.example"), "O=shop,CN=x"))
                .isEqualTo("job");
        assertThat(caller(OTHER, "", List.of("job.example", "a.example"), "O=shop,CN=x"))
                .isEqualTo("job");
        assertThat(caller(KNOWN, "", List.of("web.example"), "O=shop,CN=web")).isEqualTo("web");
    }

    @Test
    void names_of_two_services_identify_neither() {
        String ambiguous = Reason.CERTIFICATE_AMBIGUOUS.name();

        assertThat(caller(KNOWN, "spiffe://shop.example/job", List.of(), "O=shop,CN=x"))
                .isEqualTo(ambiguous);
        assertThat(caller(KNOWN, "", List.of("job.example"), "O=shop,CN=x")).isEqualTo(ambiguous);
        assertThat(caller(OTHER, "", List.of("web.example", "job.example"), "O=shop,CN=x"))
                .isEqualTo(ambiguous);
        assertThat(caller(OTHER, "", List.of("job.example"), "O=shop,CN=web")).isEqualTo(ambiguous);
    }

    @Test
    void a_name_that_two_services_share_identifies_neither_whatever_stands_beside_it() {
        assertThat(caller(OTHER, "", List.of(), SHARED)).isEqualTo(Reason.CERTIFICATE_AMBIGUOUS.name());
        assertThat(caller(KNOWN, "", List.of("web.example"), SHARED)).isEqualTo(Reason.CERTIFICATE_AMBIGUOUS.name());
    }

    @Test
    void a_certificate_without_any_known_name_is_a_strangers() {
        assertThat(caller(OTHER, "", List.of(), "O=shop,CN=x")).isEqualTo(Reason.CERTIFICATE_UNKNOWN.name());
    }

    @Test
    void a_policy_knows_which_names_identify_a_service() {
        assertThat(policy.identifiesByDnsName("web.example")).isTrue();
        assertThat(policy.identifiesByDnsName("a.example")).isFalse();
        assertThat(policy.identifiesBySubject("O=shop,CN=web")).isTrue();
        assertThat(policy.identifiesBySubject("O=shop,CN=x")).isFalse();
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("web", "zone")
                .identity(new WorkloadIdentity.Thumbprint(KNOWN))
                .identity(new WorkloadIdentity.DnsName("web.example"))
                .identity(new WorkloadIdentity.SubjectName("O=shop,CN=web"))
                .identity(new WorkloadIdentity.SubjectName(SHARED))
                .caller("job", "zone")
                .identity(new WorkloadIdentity.DnsName("job.example"))
                .identity(new WorkloadIdentity.SubjectName(SHARED))
                .service("api", "zone", "api.example", "GET /orders")
                .flow("read", "zone", "api")
                .build();
    }

    /** The caller whom a decision finds, or the reason with which it denies. */
    private String caller(KeyThumbprint thumbprint, String spiffeId, List<String> dnsNames, String subject) {
        Optional<String> id = Optional.of(spiffeId).filter(text -> !text.isEmpty());
        AccessRequest call = AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/orders"))
                .withCertificate(
                        new CertificateEvidence.Trusted(new ClientCertificate(thumbprint, id, dnsNames, subject)));
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 0);
        Judgement judged = enforcer.judge(Shop.world().snapshot(policy), call, new Moment(Shop.NOW, 0));
        return judged.decision()
                .fold(
                        allow -> judged.caller().orElseThrow().text(),
                        deny -> deny.reason().name());
    }
}
