package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import dev.cordon.token.PresentedToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChallengeTest {

    @ParameterizedTest
    @CsvSource({
        ", TOKEN_MISSING, Bearer",
        "BEARER, TOKEN_EXPIRED, Bearer error=\"invalid_token\"",
        "BEARER, CERTIFICATE_MISSING, Bearer",
        "BEARER, DPOP_MISSING, \'DPoP error=\"invalid_token\", algs=\"ES256 EdDSA RS256\"\'",
        "DPOP, TOKEN_EXPIRED, \'DPoP error=\"invalid_token\", algs=\"ES256 EdDSA RS256\"\'",
        "DPOP, DPOP_MISSING, \'DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA RS256\"\'",
        "DPOP, DPOP_INVALID, \'DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA RS256\"\'",
        "DPOP, DPOP_NONCE, 'DPoP error=\"use_dpop_nonce\", algs=\"ES256 EdDSA RS256\"'",
        "DPOP, DPOP_REPLAYED, \'DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA RS256\"\'",
    })
    void a_caller_learns_which_of_its_credentials_did_not_do(
            PresentedToken.Scheme scheme, Reason reason, String challenge) {
        PresentedToken shown = scheme == null
                ? null
                : scheme == PresentedToken.Scheme.BEARER ? PresentedToken.bearer("t") : PresentedToken.dpop("t", null);

        assertThat(Challenge.of(shown).header(reason)).isEqualTo(challenge);
    }
}
