package dev.cordon.token;

import static dev.cordon.token.Forge.ES;
import static dev.cordon.token.Forge.NOW;
import static dev.cordon.token.Forge.claims;
import static dev.cordon.token.Forge.defects;
import static dev.cordon.token.Forge.header;
import static dev.cordon.token.Forge.sign;
import static dev.cordon.token.Forge.signText;
import static dev.cordon.token.Forge.text;
import static dev.cordon.token.Forge.verified;
import static dev.cordon.token.Forge.verify;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ClaimValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a segment token must say, and what it may. */
final class ClaimsTest {

    private static final String SUM = "A".repeat(43);

    record Odd(String claim, Object value) {}

    @ParameterizedTest
    @ValueSource(strings = {"jti", "iat", "exp", "client_id", "sub", "aud", "txn", "cordon"})
    void a_claim_that_is_required_must_be_there(String claim) {
        assertThat(defects(sign(header(ES), with(claims(), claim, null), ES))).containsExactly(TokenDefect.CLAIMS);
    }

    @ParameterizedTest
    @MethodSource({"names", "times", "others"})
    void a_claim_of_a_wrong_form_is_refused(Odd odd) {
        assertThat(defects(sign(header(ES), with(claims(), odd.claim(), odd.value()), ES)))
                .containsExactly(TokenDefect.CLAIMS);
    }

    static Stream<Odd> names() {
        List<Odd> odd = new ArrayList<>();
        for (String claim : List.of("jti", "client_id", "sub", "aud", "txn")) {
            for (Object value :
                    List.of("", 7, true, "a\nb", "\u0007", "x".repeat(257), List.of(), List.of("a"), Map.of())) {
                odd.add(new Odd(claim, value));
            }
        }
        return odd.stream();
    }

    static Stream<Odd> times() {
        List<Odd> odd = new ArrayList<>();
        for (String claim : List.of("iat", "exp", "nbf")) {
            for (Object value : List.of("1795348800", 1.5, -1, 253_402_300_800L, true, List.of(1), Map.of())) {
                odd.add(new Odd(claim, value));
            }
        }
        odd.add(new Odd("exp", NOW.getEpochSecond()));
        odd.add(new Odd("exp", NOW.getEpochSecond() - 1));
        return odd.stream();
    }

    @Test
    void where_the_status_is_published_may_be_said() {
        Map<String, Object> place = Map.of("idx", (1L << 53) - 1, "uri", "x".repeat(512));

        assertThat(verified(claims(), ES).status()).isNull();
        assertThat(verified(with(claims(), "status", Map.of("status_list", place)), ES)
                        .status())
                .isEqualTo(new StatusReference("x".repeat(512), (1L << 53) - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1795348801.0", "1.7953488e9", "17953488010000000000000", "null", "-0", "1e400", "1E2"})
    void a_time_is_a_whole_number_written_plainly(String number) {
        String payload = text(claims()).replaceFirst("\"exp\":[0-9]+", "\"exp\":" + number);

        assertThat(defects(signText(text(header(ES)), payload, ES))).containsExactly(TokenDefect.CLAIMS);
    }

    static Stream<Odd> others() {
        List<Odd> odd = new ArrayList<>();
        Map<String, Object> place = Map.of("idx", 7, "uri", "https://cordon.example/status-lists/0");
        for (Object value : List.of(
                "x",
                Map.of(),
                Map.of("status_list", "x"),
                Map.of("status_list", Map.of("idx", 7)),
                Map.of("status_list", with(place, "idx", null)),
                Map.of("status_list", with(place, "idx", -1)),
                Map.of("status_list", with(place, "idx", "7")),
                Map.of("status_list", with(place, "idx", 1L << 53)),
                Map.of("status_list", with(place, "uri", "")),
                Map.of("status_list", with(place, "uri", "x".repeat(513))),
                Map.of("status_list", with(place, "bits", 1)),
                Map.of("status_list", place, "other", Map.of()))) {
            odd.add(new Odd("status", value));
        }
        for (Object value :
                List.of(7, List.of("a"), " a", "a ", "a  b", "a\tb", "a\"b", "a\\b", "x".repeat(129), "\u00e9")) {
            odd.add(new Odd("scope", value));
        }
        for (Object value : List.of(
                "x",
                List.of(),
                Map.of(),
                Map.of("jkt", 1),
                Map.of("jkt", "short"),
                Map.of("jkt", SUM + "="),
                Map.of("jkt", "A".repeat(42) + "B"),
                Map.of("jwk", Map.of()),
                Map.of("jkt", SUM, "kid", "x"),
                Map.of("x5t#S256", ""))) {
            odd.add(new Odd("cnf", value));
        }
        for (Object value : List.of(
                "x",
                List.of(),
                Map.of(),
                Map.of("sub", 1),
                Map.of("sub", ""),
                Map.of("sub", "a", "iss", "b"),
                Map.of("sub", "a", "act", "b"),
                Map.of("sub", "a", "act", Map.of()),
                chain(9))) {
            odd.add(new Odd("act", value));
        }
        return odd.stream();
    }

    private static Map<String, Object> chain(int length) {
        Map<String, Object> act = Map.of("sub", "service-" + length);
        for (int i = length - 1; i > 0; i--) {
            act = Map.of("sub", "service-" + i, "act", act);
        }
        return act;
    }

    @Test
    void a_chain_says_of_all_the_tokens_it_came_by_when_they_were_issued_or_of_none() throws Exception {
        Map<String, Object> acts = with(claims(), "act", chain(2));
        Map<String, Object> cordon = Map.of("purpose", "checkout", "gen", 3);
        for (List<?> odd : List.of(List.of(1), List.of(1, 2, 3), List.of(1, -1), List.of(1, "2"), List.of(1, 1.5))) {
            Map<String, Object> wrong = with(cordon, "chain_iat", odd);
            assertThat(defects(sign(header(ES), with(acts, "cordon", wrong), ES)))
                    .as("%s", odd)
                    .containsExactly(TokenDefect.CLAIMS);
        }
        Map<String, Object> right = with(cordon, "chain_iat", List.of(2, 1));
        assertThat(((TokenCheck.Verified) verify(sign(header(ES), with(acts, "cordon", right), ES)))
                        .token()
                        .chainIssuedAt())
                .containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @MethodSource("cordons")
    void a_private_claim_of_a_wrong_form_is_refused(Odd odd) {
        Map<String, Object> cordon = with(Map.of("purpose", "checkout", "gen", 3), odd.claim(), odd.value());

        assertThat(defects(sign(header(ES), with(claims(), "cordon", cordon), ES)))
                .containsExactly(TokenDefect.CLAIMS);
    }

    static Stream<Odd> cordons() {
        Map<String, Object> window =
                Map.of("days", List.of("mon"), "from", "08:00", "to", "18:00", "zone", "Europe/Berlin");
        List<Odd> odd =
                new ArrayList<>(List.of(new Odd("purpose", null), new Odd("gen", null), new Odd("novelty", true)));
        List.of("", "Checkout", "a b", 7).forEach(value -> odd.add(new Odd("purpose", value)));
        List.of(-1, 1.5, "3", 1L << 53).forEach(value -> odd.add(new Odd("gen", value)));
        List.of(List.of(), List.of(1), 1, "1").forEach(value -> odd.add(new Odd("chain_iat", value)));
        List.of("", "Production", 7).forEach(value -> odd.add(new Odd("env", value)));
        List.of("10.0.0.0/8", List.of(), List.of("10.0.0.1/8"), List.of("10.0.0.0/8", "x"), List.of(7))
                .forEach(value -> odd.add(new Odd("net", value)));
        List.of(0, -1, 1.5, "60", 10_000_000_001L).forEach(value -> odd.add(new Odd("max_age", value)));
        List.of(
                        "alice",
                        Map.of("sub", "alice"),
                        Map.of("iss", "idp"),
                        Map.of("iss", "Not A Name", "sub", "alice"),
                        Map.of("iss", "idp", "sub", "alice", "email", "x"),
                        Map.of("iss", "idp", "sub", "alice", "roles", "admin"),
                        Map.of("iss", "idp", "sub", "alice", "groups", List.of(1)))
                .forEach(value -> odd.add(new Odd("subject", value)));
        List.of(
                        "always",
                        List.of(),
                        List.of("x"),
                        List.of(with(window, "zone", null)),
                        List.of(with(window, "note", "x")),
                        List.of(with(window, "days", List.of())),
                        List.of(with(window, "days", List.of("Mon"))),
                        List.of(with(window, "from", "8:00")),
                        List.of(with(window, "from", "24:00")),
                        List.of(with(window, "to", "24:01")),
                        List.of(with(window, "to", "08:00")),
                        List.of(with(window, "to", "00:00")),
                        List.of(with(window, "from", "\u0660\u0668:00")),
                        List.of(with(window, "zone", "Mars/Olympus")),
                        List.of(with(window, "zone", "")),
                        List.of(window, Map.of()))
                .forEach(value -> odd.add(new Odd("windows", value)));
        return odd.stream();
    }

    @Test
    void the_private_claim_is_an_object() {
        for (Object value : List.of("checkout", 7, List.of(), Map.of())) {
            assertThat(defects(sign(header(ES), with(claims(), "cordon", value), ES)))
                    .containsExactly(TokenDefect.CLAIMS);
        }
    }

    @Test
    void without_nbf_a_token_counts_from_its_issue() {
        assertThat(verified(claims(), ES).notBefore()).isEqualTo(NOW.getEpochSecond());
        assertThat(verified(with(claims(), "nbf", 7), ES).notBefore()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"a b a,a|b", "a,a", "'',''"})
    void scopes_are_read_in_order_and_each_once(String scope, String read) {
        List<String> scopes = verified(with(claims(), "scope", scope), ES).scopes();

        assertThat(String.join("|", scopes)).isEqualTo(read);
    }

    @Test
    void actors_are_read_from_the_latest_to_the_first() {
        assertThat(verified(with(claims(), "act", chain(8)), ES).actors())
                .hasSize(8)
                .startsWith("service-1", "service-2")
                .endsWith("service-8");
    }

    @Test
    void names_need_not_be_known_to_any_policy() {
        VerifiedToken token = verified(with(with(claims(), "client_id", "Who? \u00dc"), "aud", "x/y"), ES);

        assertThat(token.caller()).isEqualTo("Who? \u00dc");
        assertThat(token.audience()).containsExactly("x/y");
    }

    @Test
    void claims_that_a_policy_can_test_are_kept_with_their_types() {
        Map<String, Object> claims = with(claims(), "tier", "gold");
        claims = with(with(with(claims, "level", 5), "beta", true), "tags", Arrays.asList("a", 1, false));
        claims = with(with(with(claims, "ratio", 1.5), "deep", Map.of("a", 1)), "mixed", List.of("a", Map.of()));

        Map<String, ClaimValue> all = verified(claims, ES).all();

        assertThat(all)
                .containsEntry("tier", new ClaimValue.Text("gold"))
                .containsEntry("level", new ClaimValue.Whole(5))
                .containsEntry("beta", new ClaimValue.Flag(true))
                .containsEntry(
                        "tags",
                        new ClaimValue.Many(
                                List.of(new ClaimValue.Text("a"), new ClaimValue.Whole(1), new ClaimValue.Flag(false))))
                .containsEntry("iss", new ClaimValue.Text(Forge.ISS))
                .doesNotContainKeys("ratio", "deep", "mixed", "cordon");
    }

    @Test
    void a_claim_that_is_null_is_of_no_form_that_is_known() {
        String payload = text(claims()).replace("\"txn\":", "\"cnf\":null,\"txn\":");

        assertThat(defects(signText(text(header(ES)), payload, ES))).containsExactly(TokenDefect.CLAIMS);
    }

    @Test
    void a_verified_token_prints_nothing_that_could_be_used() {
        assertThat(verified(claims(), ES)).hasToString("token a-token of cordon");
    }
}
