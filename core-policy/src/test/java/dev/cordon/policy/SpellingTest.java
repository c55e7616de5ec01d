package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The checks written by hand say what the regular expressions beside them say. */
final class SpellingTest {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String LITERAL = "(?:[A-Za-z0-9._~!$&'()+,=:@-]|%[0-9A-F]{2})+";
    private static final String PARAMETER = "\\{[A-Za-z_][A-Za-z0-9_.-]*}";
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))(?:" + LITERAL + "|" + PARAMETER + ")";

    private static void agree(String pattern, Predicate<String> check, String alphabet, int longest) {
        String start = pattern.startsWith("spiffe://") ? "spiffe://" : "";
        Pattern form = Pattern.compile(pattern);
        SplittableRandom random = new SplittableRandom(pattern.hashCode());
        int matched = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder(start);
            for (int length = random.nextInt(longest); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean expected = form.matcher(text).matches();
            matched += expected ? 1 : 0;

            assertThat(check.test(text.toString())).as("`%s`", text).isEqualTo(expected);
        }
        assertThat(matched).as("texts that match").isPositive();
    }

    @Test
    void names_are_lowercase_letters_digits_dots_underscores_and_dashes() {
        agree("[a-z0-9][a-z0-9._-]{0,62}", Names::isValid, "az09._-", 70);
        agree("[a-z0-9][a-z0-9._-]{0,62}", Names::isValid, "az09._-AZ /\u212a\u0131é", 5);
    }

    @Test
    void host_names_are_lowercase_labels() {
        agree(LABEL + "(\\." + LABEL + ")*", HostName::isValid, "az09-.", 12);
        agree(LABEL + "(\\." + LABEL + ")*", HostName::isValid, "abcdefghijklm-", 70);
        agree(LABEL + "(\\." + LABEL + ")*", HostName::isValid, "a9-._A:\u212a", 5);
    }

    @Test
    void a_host_name_has_at_most_253_characters() {
        String longest = "a.".repeat(126) + "a";

        assertThat(HostName.isValid(longest)).isTrue();
        assertThat(HostName.isValid(longest + "a")).isFalse();
        assertThat(HostName.isValid("a".repeat(63))).isTrue();
        assertThat(HostName.isValid("a".repeat(64))).isFalse();
    }

    @Test
    void scopes_are_printable_ascii_without_space_quote_and_backslash() {
        agree("[!#-\\[\\]-~]{1,128}", Scope::isValid, "!\"#[\\]~ a:\u007f\u0080é\n", 4);
        agree("[!#-\\[\\]-~]{1,128}", Scope::isValid, "ab:", 140);
    }

    @Test
    void spiffe_ids_are_a_trust_domain_and_a_path() {
        String form = "spiffe://[a-z0-9._-]{1,255}(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+";
        agree(form, SpellingTest::isSpiffeId, "az.-/", 9);
        agree(form, SpellingTest::isSpiffeId, "a./A%", 7);

        assertThat(isSpiffeId("spiffe://" + "a".repeat(255) + "/a")).isTrue();
        assertThat(isSpiffeId("spiffe://" + "a".repeat(256) + "/a")).isFalse();
        assertThat(isSpiffeId("https://a/a")).isFalse();
    }

    private static boolean isSpiffeId(String text) {
        return WorkloadIdentity.SpiffeId.isValid(text);
    }

    @Test
    void templates_are_literal_segments_and_whole_parameters() {
        agree(
                "(?:/" + SEGMENT + ")*/?(?<!//)(?<!^)",
                text -> PathTemplate.problem(text).isEmpty(),
                "/{}a_9.",
                8);
        agree(
                "(?:/" + SEGMENT + ")*/?(?<!^)",
                text -> PathTemplate.problem(text).isEmpty(),
                "/%2Fg*;Z~",
                6);
    }

    @Test
    void templates_have_their_segments_and_shape() {
        PathTemplate template = new PathTemplate("/charges/{id}/refunds/");

        assertThat(template.segments()).isEqualTo(List.of("charges", "{id}", "refunds", ""));
        assertThat(template.shape()).isEqualTo("/charges/{}/refunds/");
        assertThat(new PathTemplate("/").segments()).isEqualTo(List.of(""));
        assertThat(template).isEqualTo(new PathTemplate(template.text())).hasToString(template.text());
        assertThat(template).isNotEqualTo(new PathTemplate("/charges/{x}/refunds/"));
        assertThat(new Operation(Method.GET, template))
                .isEqualTo(new Operation(Method.GET, new PathTemplate(template.text())))
                .isNotEqualTo(new Operation(Method.PUT, template))
                .hasToString("GET /charges/{id}/refunds/");
    }

    @Test
    void limits_of_freshness_are_whole_milliseconds_whatever_their_bits() {
        Segment.Freshness freshness = new Segment.Freshness(Duration.ofMillis(271), Duration.ofMillis(1_300));

        assertThat(freshness.denyAfter()).isEqualTo(Duration.ofMillis(1_300));
    }
}
