package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    private static Map<String, Object> read(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8), 4);
    }

    @Test
    void values_are_read_with_their_types() {
        String text =
                " {\"t\":\"\\u00e4\\ud83d\\ude00\",\"n\":-7,\"b\":true,\"z\":null,\"f\":1.5,\"l\":[1,[]],\"o\":{\"a\":1}} ";

        assertThat(read(text))
                .containsEntry("t", "\u00e4\uD83D\uDE00")
                .containsEntry("n", -7L)
                .containsEntry("b", true)
                .containsEntry("z", Json.Odd.NULL)
                .containsEntry("f", Json.Odd.NUMBER)
                .containsEntry("l", List.of(1L, List.of()))
                .containsEntry("o", Map.of("a", 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1e2",
                "1E2",
                "1.0",
                "-0",
                "123456789012345678901234567890"
            })
    void a_number_that_is_no_plain_long_is_odd(String number) {
        assertThat(read("{\"n\":" + number + "}")).containsEntry("n", Json.Odd.NUMBER);
    }

    @Test
    void the_longest_longs_are_whole() {
        assertThat(read("{\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":0}"))
                .containsEntry("a", Long.MAX_VALUE)
                .containsEntry("b", Long.MIN_VALUE)
                .containsEntry("c", 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"a\"",
                "null",
                "{",
                "{}}",
                "{} {}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":TRUE}",
                "{\"a\":tru}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{\"a\":[1,,2]}",
                "{\"a\":[1,]}",
                "//x\n{}",
                "#x\n{}",
                "{\"a\"=1}",
                "{\"a\":1;\"b\":2}",
                ")]}'\n{}",
                "\uFEFF{}",
                "{}\u0000",
                "\u00a0{}",
                "{\"a\":[[[[]]]]}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}"
            })
    void what_is_not_strictly_one_object_is_nothing(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void what_is_not_utf8_is_nothing() {
        assertThat(Json.object(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}, 4))
                .isNull();
        assertThat(Json.object(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'}, 4))
                .isNull();
        assertThat(Json.object("{}".getBytes(StandardCharsets.UTF_16), 4)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA", "AAA", "AAAA", "_-_-"})
    void base64url_is_read_in_its_one_spelling(String text) {
        assertThat(Base64Url.encode(Base64Url.decode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "AB",
                "AAB",
                "AA==",
                "AAA=",
                "AAA+",
                "AA/A",
                "AA A",
                "AA\n",
                "A\u0141AA",
                "A.AA",
                "=",
                "AAA\u00e4"
            })
    void other_spellings_of_base64url_are_nothing(String text) {
        assertThat(Base64Url.decode(text)).isNull();
    }

    @Test
    void objects_are_written_as_the_library_writes_them() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "<\u00e4\ud83d\ude00\"\\/\u0000\u001f\u2028\u2029'&=>\n");
        object.put("\"name\n", "");
        object.put("longs", List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
        object.put("flags", Set.of(true));
        object.put("empty", Map.of("list", List.of(), "map", Map.of()));
        object.put("nothing", null);

        assertThat(new String(Json.write(object), StandardCharsets.UTF_8))
                .isEqualTo(JSONObjectUtils.toJSONString(object));
    }

    @Test
    void what_is_no_json_value_is_not_written() {
        assertThatThrownBy(() -> Json.write(Map.of("odd", List.of(Json.Odd.NULL))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
