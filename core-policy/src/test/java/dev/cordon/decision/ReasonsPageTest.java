package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reasons.md says what the code says; {@code -Dcordon.rewrite=true} writes it anew. */
final class ReasonsPageTest {

    private static final String HEAD = """
            # Why a call was denied

            Every deny has one of these codes. They are stable: scripts, dashboards and tests may rely on them. The step is the one of
            [decision.md](decision.md) that denies; the first that does ends the decision. `SETTLEMENT` comes after an allow, when its obligations
            are settled, and `ENFORCEMENT` where no decision could be made at all.

            Callers see the HTTP status and nothing else: 401 where another credential could help, 429 where waiting could, else 403. The code,
            and the flow or forbid that decided, are in the decision log.

            | code | step | HTTP | what it means | what to do |
            | --- | --- | --- | --- | --- |
            """;

    @Test
    void the_page_lists_every_reason_as_the_code_has_it() throws IOException {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("cordon.root")), "docs/reasons.md");
        if (Boolean.getBoolean("cordon.rewrite")) {
            Files.writeString(page, page());
        }

        assertThat(page).as("run this test with -Dcordon.rewrite=true").hasContent(page());
    }

    @Test
    void every_reason_has_a_remedy_in_one_lowercase_line() {
        assertThat(Reason.values()).allSatisfy(reason -> {
            assertThat(reason.remedy()).as(reason.name()).isNotBlank().doesNotContain("\n", "|");
            assertThat(reason.meaning()).as(reason.name()).isNotBlank().doesNotContain("\n", "|");
            assertThat(Character.isUpperCase(reason.meaning().charAt(0))
                            && !reason.meaning().startsWith("DP"))
                    .as(reason.name())
                    .isFalse();
        });
    }

    @Test
    void callers_learn_only_whether_a_credential_or_waiting_could_help() {
        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(reason.status()).isIn(401, 403, 429));
        assertThat(Arrays.stream(Reason.values()).filter(reason -> reason.status() == 429))
                .containsExactly(Reason.RATE_LIMITED);
    }

    private static String page() {
        return HEAD
                + Arrays.stream(Reason.values())
                        .map(reason -> "| `" + reason + "` | "
                                + reason.step().name().toLowerCase(Locale.ROOT) + " | " + reason.status() + " | "
                                + reason.meaning() + " | " + reason.remedy() + " |\n")
                        .collect(Collectors.joining());
    }
}
