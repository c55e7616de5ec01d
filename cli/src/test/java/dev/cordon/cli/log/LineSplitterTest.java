package dev.cordon.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {

    @Test
    void lines_come_as_the_library_splits_them() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(30); line > 0; line--) {
                text.append("x".repeat(random.nextInt(9) == 0 ? random.nextInt(200_000) : random.nextInt(5)));
                text.append(random.nextBoolean() ? "\n" : "\r\n");
            }
            text.append("y".repeat(random.nextInt(3)));

            assertThat(split(text.toString(), 1 << 20))
                    .isEqualTo(text.toString().lines().toList());
        }
    }

    @Test
    void the_rest_of_a_line_that_is_too_long_is_left_out() throws IOException {
        assertThat(split("x".repeat(200_000) + "\nnext", 100)).containsExactly("x".repeat(100), "next");
    }

    private static List<String> split(String text, int longest) throws IOException {
        LineSplitter splitter =
                new LineSplitter(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
        List<String> lines = new ArrayList<>();
        while (splitter.next()) {
            lines.add(splitter.text());
        }
        return lines;
    }
}
