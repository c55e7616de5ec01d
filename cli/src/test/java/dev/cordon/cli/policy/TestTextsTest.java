package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of tests, which the command line takes as options too. */
final class TestTextsTest {

    @Test
    void a_call_is_method_service_and_path() {
        assertThat(CallText.parse("POST payments-api /charges?x=1"))
                .contains(new CallText("POST", "payments-api", "/charges?x=1"))
                .get()
                .hasToString("POST payments-api /charges?x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "POST",
                "POST /charges",
                "POST  api /a",
                " POST api /a",
                "POST api a",
                "POST api /a b",
                "POST API /a"
            })
    void anything_else_is_no_call(String text) {
        assertThat(CallText.parse(text)).isEmpty();
    }

    @Test
    void a_token_is_never_printed() {
        Overrides overrides = new Overrides(
                Optional.of("eyJhbGciOi.secret.x"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ShownCertificate.parse("other"),
                List.of(),
                Optional.empty());

        assertThat(overrides.toString()).doesNotContain("secret").contains("token=(given)", "mtls=other");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "2s,PT2S", "5m,PT5M", "1h,PT1H", "7d,PT168H"})
    void a_duration_is_a_number_and_a_unit(String text, java.time.Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "5 m", "-5m", "1.5h", "5M", "PT5M", "9999999999d", "٣s"})
    void anything_else_is_no_duration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void the_nearest_name_is_suggested_and_none_where_none_is_near() {
        Suggestions suggestions = new Suggestions();

        assertThat(suggestions.of("payment-api", List.of("orders-api", "payments-api")))
                .hasToString("did you mean `payments-api`?");
        assertThat(suggestions.of("deny_after", List.of("refresh", "deny-after")))
                .hasToString("did you mean `deny-after`?");
        assertThat(suggestions.of("zebra", List.of("a", "b"))).hasToString("there are `a`, `b`");
    }

    @Test
    void suggestions_grow_tired_rather_than_slow() {
        Suggestions suggestions = new Suggestions();
        List<String> names = java.util.stream.IntStream.range(0, 50_000)
                .mapToObj(i -> "service-" + i)
                .toList();
        String last = "";
        for (int i = 0; i < 2_000; i++) {
            last = suggestions.of("servise-" + i, names).toString();
        }

        assertThat(last).startsWith("there are").endsWith("49992 more");
    }
}
