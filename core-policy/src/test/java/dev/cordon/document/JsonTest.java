package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Test
    void members_are_sorted_by_utf_16_code_units_as_in_rfc_8785_section_3_2_3() throws Exception {
        Json json = Json.parse("""
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }
                """);

        assertThat(((Json.Members) json).map().values())
                .extracting(value -> ((Json.Text) value).value())
                .containsExactly(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
    }

    @Test
    void strings_and_literals_are_written_as_in_rfc_8785_section_3_2_2() throws Exception {
        String text = """
                {
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;

        assertThat(Json.parse(text).toCanonical())
                .isEqualTo("{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void control_characters_are_escaped_as_ecmascript_does() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            all.append(c);
        }

        assertThat(Json.of(all + "\u007f\u2028").toCanonical())
                .isEqualTo(
                        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d"
                                + "\\u001e\\u001f\u007f\u2028\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}x",
                "{} {}",
                "[1,]",
                "[01]",
                "[+1]",
                "[1.0]",
                "[1e3]",
                "[-0]",
                "[NaN]",
                "{a:1}",
                "{'a':1}",
                "[1 /* one */]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[9007199254740992]",
                "[-9007199254740992]",
                "[99999999999999999999]",
                "[99999999999999999999999999]",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\":1}",
                "\"\n\"",
                "\"\\x\"",
                "\"open",
                "tru",
                "\uFEFF{}",
            })
    void what_readers_could_disagree_on_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(InvalidDocumentException.class);
        assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidDocumentException.class);
    }

    @Test
    void other_encodings_than_utf_8_are_refused() {
        List<byte[]> documents = List.of(
                "{}".getBytes(StandardCharsets.UTF_16BE),
                "{}".getBytes(StandardCharsets.UTF_16LE),
                "\"é\"".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'});

        for (byte[] document : documents) {
            assertThatThrownBy(() -> Json.parse(document)).isInstanceOf(InvalidDocumentException.class);
        }
    }

    @Test
    void nesting_is_bounded() throws Exception {
        String deepest = "[".repeat(Json.DEEPEST) + "]".repeat(Json.DEEPEST);

        assertThat(Json.parse(deepest).toCanonical()).isEqualTo(deepest);
        assertThatThrownBy(() -> Json.parse("[" + deepest + "]"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("deeper than 64");
    }

    @Test
    void an_error_says_where_and_does_not_quote_the_document() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": hunter2 }"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith("line 2, column ")
                .hasMessageEndingWith("this is no JSON")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Json.parse("{\"a\":1,\n \"b\":2.5}"))
                .hasMessage("line 2, column 6: numbers must be whole");
    }

    @Test
    void values_that_could_not_be_written_do_not_exist() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of("\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(Json.LARGEST + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(-Json.LARGEST - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.object().put("\udc00", 1).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.object().put("a", 1).put("a", 2));
    }

    @Test
    void an_object_is_built_in_any_order() {
        Json json = Json.object()
                .put("b", true)
                .put("a", Json.texts(List.of("x", "y")))
                .put("c", -3)
                .put("absent", Optional.empty())
                .build();

        assertThat(json.toCanonical()).isEqualTo("{\"a\":[\"x\",\"y\"],\"b\":true,\"c\":-3}");
        assertThat(json).hasToString(json.toCanonical());
    }

    @Test
    void random_values_are_read_back_and_have_one_text() throws Exception {
        SplittableRandom random = new SplittableRandom(8785);
        for (int i = 0; i < 3_000; i++) {
            Json value = value(random, 5);
            String text = value.toCanonical();

            assertThat(Json.parse(text)).as("run %d", i).isEqualTo(value);
            assertThat(Json.parse(value.toCanonicalBytes()).toCanonical()).isEqualTo(text);
        }
    }

    private static Json value(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        return switch (kind) {
            case 0 -> Json.of(text(random));
            case 1 -> Json.of(random.nextLong(-Json.LARGEST, Json.LARGEST + 1));
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> new Json.Null();
            case 4 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield Json.array(items);
            }
            default -> {
                JsonObjectBuilder object = Json.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.put(i + text(random), value(random, depth - 1));
                }
                yield object.build();
            }
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int point = random.nextInt(3) == 0 ? random.nextInt(0x10FFFF) : random.nextInt(0x100);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '?' : point);
        }
        return text.toString();
    }
}
