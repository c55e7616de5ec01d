package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConditionTextTest {

    private static final IssuerName SHOP = new IssuerName("shop");
    private static final ClaimValue ONE = new ClaimValue.Whole(1);
    private static final ClaimValue YES = new ClaimValue.Flag(true);

    /** Every kind of condition, test and value, as the policy language writes it. */
    private static Map<Condition, String> examples() {
        KeyThumbprint key = new KeyThumbprint("bwcK0esc3ACC3DB2Y5_5ESsXE8o9ltc05O89jdN-dg0");
        TimeWindow night = new TimeWindow(List.of(DayOfWeek.SUNDAY), 1320, 365, ZoneId.of("Europe/Berlin"));
        Map<Condition, String> examples = new LinkedHashMap<>();
        examples.put(network("10.20.0.0/16", "2001:db8::/32"), "network: [10.20.0.0/16, \"2001:db8::/32\"]");
        examples.put(new Condition.SameEnvironment(), "environment: same");
        examples.put(
                new Condition.InEnvironment(List.of(new Environment("production"), new Environment("2024"))),
                "environment: [production, \"2024\"]");
        examples.put(new Condition.Device(List.of(key)), "device: [" + key + "]");
        examples.put(
                new Condition.Time(List.of(night)),
                "time: [{ days: [sun], from: \"22:00\", to: \"06:05\", zone: Europe/Berlin }]");
        examples.put(new Condition.MutualTls(), "mtls: required");
        examples.put(age(Duration.ofMinutes(5)), "max-token-age: 5m");
        examples.put(claim(new ClaimTest.Equal(text("shop"))), "claims: { tenant: { equals: shop } }");
        examples.put(claim(new ClaimTest.OneOf(List.of(ONE, YES))), "claims: { tenant: { one-of: [1, true] } }");
        examples.put(
                claim(new ClaimTest.Contains(new ClaimValue.Many(List.of(ONE)))),
                "claims: { tenant: { contains: [1] } }");
        examples.put(
                new Condition.Subject(SHOP, List.of("refunds"), List.of("a b")),
                "subject: { issuer: shop, roles: [refunds], groups: [\"a b\"] }");
        return examples;
    }

    @Test
    void every_kind_has_the_words_of_the_policy_language() {
        examples().forEach((condition, text) -> assertThat(brief(condition)).isEqualTo(text));
    }

    @Test
    void no_kind_shows_the_name_of_a_java_type() {
        String[] types = Stream.of(Condition.class, ClaimTest.class, ClaimValue.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .toArray(String[]::new);

        assertThat(examples().keySet())
                .extracting(Object::getClass)
                .containsAll(List.of(Condition.class.getPermittedSubclasses()));
        assertThat(examples().keySet())
                .allSatisfy(condition -> assertThat(brief(condition)).doesNotContain(types));
    }

    @Test
    void who_is_behind_a_call_needs_no_roles_where_groups_are_listed_nor_groups_where_roles_are() {
        assertThat(brief(new Condition.Subject(SHOP, List.of("r"), List.of())))
                .isEqualTo("subject: { issuer: shop, roles: [r] }");
        assertThat(brief(new Condition.Subject(SHOP, List.of(), List.of("g"))))
                .isEqualTo("subject: { issuer: shop, groups: [g] }");
    }

    @Test
    void an_age_has_the_largest_unit_that_leaves_no_rest() {
        assertThat(Stream.of(1, 59, 60, 90, 3600, 5400, 86_400, 90_000, 172_800)
                        .map(seconds -> brief(age(Duration.ofSeconds(seconds)))))
                .containsExactly(
                        "max-token-age: 1s",
                        "max-token-age: 59s",
                        "max-token-age: 1m",
                        "max-token-age: 90s",
                        "max-token-age: 1h",
                        "max-token-age: 90m",
                        "max-token-age: 24h",
                        "max-token-age: 25h",
                        "max-token-age: 2d");
    }

    @Test
    void three_days_in_a_row_are_a_range() {
        assertThat(days(1, 2, 3, 4, 5)).isEqualTo("[mon-fri]");
        assertThat(days(6, 7)).isEqualTo("[sat, sun]");
        assertThat(days(1, 2, 4, 5, 6)).isEqualTo("[mon, tue, thu-sat]");
        assertThat(days(1, 3, 5, 7)).isEqualTo("[mon, wed, fri, sun]");
        assertThat(days(1, 2, 3, 4, 5, 6, 7)).isEqualTo("[mon-sun]");
    }

    @Test
    void text_that_yaml_would_take_for_something_else_is_quoted() {
        assertThat(Stream.of("1", "true", "Null", "Yes", "", "1e3", ".inf", "-a", "a: b", "a,b", "K\u212A", "2fa")
                        .map(ConditionTextTest::equal))
                .containsExactly(
                        "\"1\"",
                        "\"true\"",
                        "\"Null\"",
                        "\"Yes\"",
                        "\"\"",
                        "\"1e3\"",
                        "\".inf\"",
                        "\"-a\"",
                        "\"a: b\"",
                        "\"a,b\"",
                        "\"K\\u212a\"",
                        "\"2fa\"");
        assertThat(Stream.of("Tenant.of-2/x_y", "nullable", "Zz9").map(ConditionTextTest::equal))
                .containsExactly("Tenant.of-2/x_y", "nullable", "Zz9");
    }

    @Test
    void what_ends_a_quotation_or_is_not_printable_is_escaped() {
        assertThat(equal("a\"b\\c`d")).isEqualTo("\"a\\\"b\\\\c\\x60d\"");
        assertThat(equal("\n\u001b[2J ~\u007f")).isEqualTo("\"\\x0a\\x1b[2J ~\\x7f\"");
        assertThat(equal("caf\u00e9 \u0100\u202e\ud83d\ude00\ud800"))
                .isEqualTo("\"caf\\xe9 \\u0100\\u202e\\U0001f600\\ud800\"");
    }

    @Test
    void a_list_of_many_values_ends_with_how_many_more_it_has() {
        assertThat(brief(network("10.0.0.0/8", "11.0.0.0/8", "12.0.0.0/8")))
                .isEqualTo("network: [10.0.0.0/8, 11.0.0.0/8, 12.0.0.0/8]");
        assertThat(brief(network("10.0.0.0/8", "11.0.0.0/8", "12.0.0.0/8", "13.0.0.0/8", "14.0.0.0/8")))
                .isEqualTo("network: [10.0.0.0/8, 11.0.0.0/8, 12.0.0.0/8, and 2 more]");
        assertThat(brief(new Condition.Subject(SHOP, List.of("a", "and 2 more"), List.of("g"))))
                .isEqualTo("subject: { issuer: shop, roles: [a, \"and 2 more\"], groups: [g] }");
    }

    @Test
    void a_long_value_is_cut_and_no_escape_with_it() {
        assertThat(equal("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(equal("x".repeat(65))).isEqualTo("\"" + "x".repeat(64) + "\"...");
        assertThat(equal(" ".repeat(64))).isEqualTo("\"" + " ".repeat(64) + "\"");
        assertThat(equal("x".repeat(62) + "\u202e")).isEqualTo("\"" + "x".repeat(62) + "\"...");
    }

    @Test
    void the_longest_condition_is_one_printable_line_of_1000_characters_at_most() {
        List<String> texts = Collections.nCopies(9, "`\ud83d\ude00\n".repeat(99));
        List<ClaimValue> values = texts.stream().map(ConditionTextTest::text).toList();
        List<ClaimValue> lists = Collections.nCopies(9, new ClaimValue.Many(values));
        TimeWindow window = new TimeWindow(
                List.of(DayOfWeek.of(1), DayOfWeek.of(3), DayOfWeek.of(5), DayOfWeek.of(7)),
                0,
                1440,
                ZoneId.of("America/Argentina/ComodRivadavia"));

        assertThat(List.of(
                        new Condition.Claim(texts.get(0).substring(0, 128), new ClaimTest.OneOf(lists)),
                        new Condition.Subject(new IssuerName("i".repeat(63)), texts, texts),
                        new Condition.Time(Collections.nCopies(9, window))))
                .allSatisfy(condition -> assertThat(brief(condition))
                        .hasSizeLessThanOrEqualTo(1000)
                        .matches("[ -_a-~]+")
                        .contains("and 6 more]"));
    }

    private static String brief(Condition condition) {
        return ConditionText.brief(condition);
    }

    private static ClaimValue text(String value) {
        return new ClaimValue.Text(value);
    }

    private static Condition claim(ClaimTest test) {
        return new Condition.Claim("tenant", test);
    }

    private static Condition age(Duration age) {
        return new Condition.MaxTokenAge(age);
    }

    private static Condition network(String... blocks) {
        return new Condition.Network(Arrays.stream(blocks)
                .map(block -> Cidr.parse(block).orElseThrow())
                .toList());
    }

    /** What is written of a claim's value. */
    private static String equal(String value) {
        String text = brief(claim(new ClaimTest.Equal(text(value))));
        assertThat(text).startsWith("claims: { tenant: { equals: ").endsWith(" } }");
        return text.substring("claims: { tenant: { equals: ".length(), text.length() - " } }".length());
    }

    /** What is written of a window's days; Monday is 1. */
    private static String days(int... days) {
        TimeWindow window =
                new TimeWindow(IntStream.of(days).mapToObj(DayOfWeek::of).toList(), 0, 1, ZoneId.of("UTC"));
        String text = brief(new Condition.Time(List.of(window)));
        return text.substring(text.indexOf("days: ") + "days: ".length(), text.indexOf(", from"));
    }
}
