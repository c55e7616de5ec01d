package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.rotation.GenerationState.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/lifecycle.md draws the states as the code has them; {@code -Dcordon.rewrite=true} draws them anew. */
final class LifecyclePageTest {

    private static final String BEGIN = "<!-- states -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void the_page_draws_every_state_and_what_leads_from_there() throws IOException {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("cordon.root")), "docs/lifecycle.md");
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        String expected = text.substring(0, from) + diagram() + text.substring(text.indexOf(END, from));
        if (Boolean.getBoolean("cordon.rewrite")) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page))
                .as("run this test with -Dcordon.rewrite=true")
                .isEqualTo(expected);
        assertThat(Arrays.stream(GenerationState.values()).map(LifecyclePageTest::word))
                .allSatisfy(word -> assertThat(text).contains("| `" + word + "` |"));
    }

    private static String diagram() {
        StringBuilder lines = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> planned\n");
        for (GenerationState state : GenerationState.values()) {
            Map<GenerationState, String> arrows = new TreeMap<>();
            for (Trigger trigger : Trigger.values()) {
                state.on(trigger)
                        .ifPresent(next -> arrows.merge(next, word(trigger), (some, one) -> some + ", " + one));
            }
            lines.append(arrows.entrySet().stream()
                    .map(arrow ->
                            "    " + word(state) + " --> " + word(arrow.getKey()) + ": " + arrow.getValue() + "\n")
                    .collect(Collectors.joining()));
        }
        return lines + "    revoked --> [*]\n```\n";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
