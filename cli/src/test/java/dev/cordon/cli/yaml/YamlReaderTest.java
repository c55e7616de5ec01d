package dev.cordon.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {

    /** The library reads ahead, in pieces of 1,025 units unless told otherwise. */
    @Test
    void a_character_of_two_units_may_stand_anywhere() {
        for (int before = 0; before < 3_000; before++) {
            String text = "# " + "x".repeat(before) + "\ud83d\ude00\nname: \ud83d\ude00\n";
            Findings findings = new Findings();

            assertThat(YamlReader.read(text.getBytes(StandardCharsets.UTF_8), "cordon: 1", findings))
                    .as("%d characters before", before)
                    .isPresent();
            assertThat(findings.sorted()).isEmpty();
        }
    }
}
