package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.ConditionText;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace says of a condition is what its author may write. */
final class ConditionWordsTest {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            environments: [production, "2024"]
            issuers: { shop: { issuer: https://tokens.shop.example, services: all } }
            segments: { front: { trust: public }, back: { trust: internal } }
            services: { web: { segment: front }, orders: { segment: back, operations: [POST /orders] } }
            flows: [{ id: f, from: web, to: orders, when: { CONDITION } }]
            """;

    @TempDir
    private Path folder;

    @Test
    void the_words_of_every_kind_are_read_as_that_condition() throws IOException {
        List<Condition> kinds = List.of(
                new Condition.Network(List.of(block("10.20.0.0/16"), block("2001:db8::/32"), block("fe80::1"))),
                new Condition.SameEnvironment(),
                new Condition.InEnvironment(List.of(new Environment("production"), new Environment("2024"))),
                new Condition.Device(List.of(
                        new KeyThumbprint("bwcK0esc3ACC3DB2Y5_5ESsXE8o9ltc05O89jdN-dg0"),
                        new KeyThumbprint("-0" + "_".repeat(40) + "A"))),
                new Condition.Time(List.of(
                        new TimeWindow(
                                List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SUNDAY),
                                1320,
                                365,
                                ZoneId.of("Europe/Berlin")),
                        new TimeWindow(List.of(DayOfWeek.SATURDAY), 0, 1440, ZoneId.of("Etc/GMT+3")))),
                new Condition.MutualTls(),
                new Condition.MaxTokenAge(Duration.ofSeconds(90)),
                new Condition.MaxTokenAge(Duration.ofDays(7)),
                new Condition.Subject(new IssuerName("shop"), List.of("refunds", "a, b"), List.of("[x]")));

        for (Condition condition : kinds) {
            assertThat(readBack(condition)).containsExactly(condition);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "1",
                "-7",
                "1e3",
                "0x1F",
                "true",
                "NULL",
                "~",
                "",
                " ",
                "yes",
                "No",
                "on",
                "OFF",
                "y",
                "N",
                "- a",
                "a: b",
                "a #b",
                "{a}",
                "&a",
                "*a",
                "!a",
                "|",
                "'",
                "\"",
                "\\",
                "a`b",
                "a\nb\tc",
                "caf\u00e9",
                "\u0085\u00a0\u2028\ufeff",
                "\u202e",
                "\ud83d\ude00",
                "1/2",
                "//",
                "a/b",
                "K\u212a"
            })
    void the_words_of_a_claim_are_read_with_its_name_and_value_and_their_types(String text) throws IOException {
        ClaimValue value = new ClaimValue.Text(text);
        String name = text.isEmpty() ? "none" : text;

        for (ClaimTest test : List.of(
                new ClaimTest.Equal(value),
                new ClaimTest.Contains(value),
                new ClaimTest.OneOf(List.of(new ClaimValue.Whole(-7), new ClaimValue.Flag(true), value)))) {
            Condition claim = new Condition.Claim(name, test);
            assertThat(readBack(claim)).containsExactly(claim);
        }
    }

    private List<Condition> readBack(Condition condition) throws IOException {
        String text = ConditionText.brief(condition);
        PolicyFile file =
                PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("CONDITION", text)));
        assertThat(file.policy()).as("%s: %s", text, file.problems()).isPresent();
        return file.policy().orElseThrow().flows().get(0).when();
    }

    private static Cidr block(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
