package dev.cordon.token;

import static dev.cordon.token.Forge.RS;
import static dev.cordon.token.Forge.defects;
import static dev.cordon.token.Forge.externalClaims;
import static dev.cordon.token.Forge.header;
import static dev.cordon.token.Forge.sign;
import static dev.cordon.token.Forge.verified;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens of another issuer: RFC 9068, and nothing of Cordon's own. */
final class ExternalTokenTest {

    @Test
    void the_client_calls_and_a_user_stands_behind_it() {
        Map<String, Object> claims = with(externalClaims(), "roles", List.of("admin"));

        VerifiedToken token = verified(with(claims, "groups", List.of("staff", "night")), RS);

        assertThat(token.kind()).isEqualTo(TokenKind.EXTERNAL);
        assertThat(token.issuer()).hasToString("idp");
        assertThat(token.keyId()).isEqualTo(RS.keyId());
        assertThat(token.caller()).isEqualTo("web-bff");
        assertThat(token.origin()).isEqualTo("web-bff");
        assertThat(token.subject())
                .isEqualTo(new VerifiedToken.Subject("idp", "alice", List.of("admin"), List.of("staff", "night")));
        assertThat(token.purpose()).isNull();
        assertThat(token.transaction()).isNull();
        assertThat(token.generation()).isEqualTo(-1);
        assertThat(token.maxAge()).isEqualTo(-1);
    }

    @Test
    void a_client_that_acts_for_itself_has_no_user() {
        assertThat(verified(with(externalClaims(), "sub", "web-bff"), RS).subject())
                .isNull();
    }

    @Test
    void the_audience_is_one_text_or_several() {
        assertThat(verified(externalClaims(), RS).audience()).containsExactly("orders-api");
        assertThat(verified(with(externalClaims(), "aud", List.of("https://a.example/", "b")), RS)
                        .audience())
                .containsExactly("https://a.example/", "b");
        for (Object odd : List.of(List.of(), "", 7, List.of("a", 7), "x".repeat(513))) {
            assertThat(defects(sign(header(RS), with(externalClaims(), "aud", odd), RS)))
                    .containsExactly(TokenDefect.CLAIMS);
        }
    }

    @Test
    void what_only_cordon_may_say_is_not_listened_to() {
        Map<String, Object> claims =
                with(externalClaims(), "cordon", Map.of("purpose", "checkout", "gen", 3, "env", "x"));

        VerifiedToken token = verified(claims, RS);

        assertThat(token.purpose()).isNull();
        assertThat(token.generation()).isEqualTo(-1);
        assertThat(token.environment()).isNull();
    }

    @Test
    void azp_does_not_stand_in_for_client_id() {
        Map<String, Object> claims = with(with(externalClaims(), "client_id", null), "azp", "web-bff");

        assertThat(defects(sign(header(RS), claims, RS))).containsExactly(TokenDefect.CLAIMS);
    }

    @Test
    void actors_transaction_and_binding_count_where_they_are_there() {
        Map<String, Object> claims = with(externalClaims(), "act", Map.of("sub", "gateway"));
        claims = with(with(claims, "txn", "t-1"), "cnf", Map.of("x5t#S256", "A".repeat(43)));

        VerifiedToken token = verified(claims, RS);

        assertThat(token.actors()).containsExactly("gateway");
        assertThat(token.transaction()).isEqualTo("t-1");
        assertThat(token.certificate()).hasToString("A".repeat(43));
        assertThat(token.key()).isNull();
    }

    @Test
    void roles_and_groups_of_an_unknown_form_are_not_taken_for_none() {
        for (String claim : List.of("roles", "groups")) {
            for (Object odd : List.of("admin", 7, List.of(Map.of("value", "admin")), Map.of())) {
                assertThat(defects(sign(header(RS), with(externalClaims(), claim, odd), RS)))
                        .containsExactly(TokenDefect.CLAIMS);
            }
            assertThat(defects(sign(header(RS), with(externalClaims(), claim, List.of()), RS)))
                    .isEmpty();
        }
    }
}
