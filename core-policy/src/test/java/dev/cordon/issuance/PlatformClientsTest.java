package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.evidence;
import static dev.cordon.issuance.Desk.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.PlatformIdentity;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.ProofId;
import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whom its platform vouches for. */
final class PlatformClientsTest {

    private static final String REFUSED = "invalid_client";
    private static final PlatformIdentity ROLE = new PlatformIdentity("arn:aws:iam::123456789012:role/bff");

    private final Desk desk = new Desk();
    private final Platform platform = new Platform();

    /** Vouches for whom an assertion names, as long as it answers. */
    private static final class Platform implements PlatformIdentities {

        private int asked;
        private boolean silent;

        @Override
        public boolean take(String type) {
            return type.equals("urn:platform");
        }

        @Override
        public Outcome check(String assertion, Set<String> audiences, Instant now) throws PlatformUnavailableException {
            asked++;
            if (silent) {
                throw new PlatformUnavailableException("the platform does not answer");
            }
            assertThat(audiences).contains(Desk.ISSUER);
            String[] parts = assertion.split(" ", -1);
            return parts.length == 2
                    ? new Vouched(
                            new PlatformIdentity(parts[0]),
                            new ProofId(TokenHash.of(parts[1]), now.getEpochSecond() + 300))
                    : new Refused("the platform knows nobody like that");
        }
    }

    @BeforeEach
    void vouch() {
        desk.platforms = platform;
        desk.add("web-bff", 1, new CredentialProof.Platform(ROLE));
    }

    private String by(String assertion) {
        return by("web-bff", "urn:platform", assertion);
    }

    private String by(String id, String type, String assertion) {
        return desk.outcome(ask(evidence(new ClientEvidence.ByPlatform(id, type, assertion), null), to("orders-api")));
    }

    @Test
    void whom_the_platform_names_is_the_client_once() {
        assertThat(by(ROLE + " one")).isEqualTo("checkout");
        assertThat(by(ROLE + " one")).startsWith(REFUSED).contains("used before");
        assertThat(by(ROLE + " two")).isEqualTo("checkout");
    }

    @Test
    void another_one_of_the_same_platform_is_not() {
        assertThat(by(ROLE + "-2 one")).startsWith(REFUSED).contains("another one");
        assertThat(by("anything")).startsWith(REFUSED).contains("knows nobody");
        assertThat(by("orders-api", "urn:platform", ROLE + " one")).startsWith(REFUSED);
        assertThat(by("nobody", "urn:platform", ROLE + " one")).startsWith(REFUSED);
    }

    @Test
    void an_assertion_that_was_no_client_s_is_not_used_by_that() {
        assertThat(by("orders-api", "urn:platform", ROLE + " one")).startsWith(REFUSED);
        assertThat(by(ROLE + " one")).isEqualTo("checkout");
    }

    @Test
    void a_type_that_nobody_takes_is_told_so() {
        assertThat(by("web-bff", "urn:else", ROLE + " one")).startsWith("invalid_request");
        assertThat(platform.asked).isZero();
    }

    @Test
    void where_the_platform_is_silent_nobody_is_let_in() {
        platform.silent = true;
        assertThat(by(ROLE + " one")).startsWith("temporarily_unavailable");
    }

    @Test
    void the_platform_is_asked_once_and_only_where_it_matters() {
        desk.add("web-bff", 2, new CredentialProof.Platform(new PlatformIdentity("arn:aws:iam::123456789012:role/b")));
        assertThat(by(ROLE + " one")).isEqualTo("checkout");
        assertThat(platform.asked).isEqualTo(1);

        assertThat(by("orders-api", "urn:platform", ROLE + " two")).startsWith(REFUSED);
        assertThat(desk.outcome(ask(Desk.web(), to("orders-api")))).isEqualTo("checkout");
        assertThat(platform.asked).isEqualTo(1);
    }

    @Test
    void such_a_credential_ends_as_others_do() throws Exception {
        desk.revoked.add(new Revocation.OfGeneration(new ServiceName("web-bff"), 1));
        assertThat(by(ROLE + " one")).startsWith(REFUSED);
        desk.revoked.clear();

        Credential there = desk.credentials.of(new ServiceName("web-bff")).get(0);
        assertThat(desk.credentials.replace(there, there.in(Credential.State.REVOKED)))
                .isTrue();
        assertThat(by(ROLE + " two")).startsWith(REFUSED);
        assertThat(platform.asked).as("for nothing").isZero();
    }

    @Test
    void its_networks_count() {
        desk.add("web-bff", 2, new CredentialProof.Platform(ROLE), "192.0.2.0/24");
        assertThat(by(ROLE + " one")).startsWith(REFUSED).contains("may not be used from there");
    }

    @Test
    void a_role_s_path_which_no_platform_tells_is_not_taken() {
        assertThatThrownBy(() -> new PlatformIdentity("arn:aws:iam::123456789012:role/team/x/bff"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`arn:aws:iam::123456789012:role/bff`");
        for (String odd : new String[] {"", " ", "a b", "a\n", "é", "x".repeat(513)}) {
            assertThatThrownBy(() -> new PlatformIdentity(odd)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
