package dev.cordon.token;

import static dev.cordon.token.Forge.ES;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7797. */
final class DetachedJwsTest {

    private static final String TYPE = "cordon-bundle+jws";
    private static final byte[] PAYLOAD = "{\"a\":1}.and.dots\n".getBytes(StandardCharsets.UTF_8);

    private static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("b64", false);
        header.put("crit", List.of("b64"));
        header.put("kid", ES.keyId());
        header.put("typ", TYPE);
        return header;
    }

    private static String sign(String header, SigningKey key) throws Exception {
        byte[] head = (Forge.part(header) + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] input = Arrays.copyOf(head, head.length + PAYLOAD.length);
        System.arraycopy(PAYLOAD, 0, input, head.length, PAYLOAD.length);
        return Forge.part(header) + ".." + Base64Url.encode(key.sign(input));
    }

    @Test
    void a_signature_holds_for_its_payload_and_gives_back_its_parameters() throws Exception {
        for (SigningKey key : List.of(ES, Forge.ED, Forge.RS)) {
            String compact = DetachedJws.sign(TYPE, Map.of("sequence", 7L, "policy", "shop"), PAYLOAD, key);

            assertThat(DetachedJws.verify(TYPE, compact, PAYLOAD, key.publicKeys())
                            .orElseThrow())
                    .isEqualTo(Map.of(
                            "alg",
                            key.algorithm().toString(),
                            "kid",
                            key.keyId(),
                            "typ",
                            TYPE,
                            "sequence",
                            7L,
                            "policy",
                            "shop"));
            assertThat(DetachedJws.verify(TYPE, compact, "other".getBytes(StandardCharsets.UTF_8), key.publicKeys()))
                    .isEmpty();
        }
    }

    @Test
    void an_empty_and_a_large_payload_can_be_signed() throws Exception {
        byte[] large = new byte[15_000_000];
        new SplittableRandom(7797).nextBytes(large);
        for (byte[] payload : List.of(new byte[0], large)) {
            String compact = DetachedJws.sign(TYPE, Map.of(), payload, ES);

            assertThat(DetachedJws.verify(TYPE, compact, payload, ES.publicKeys()))
                    .isPresent();
        }
        String compact = DetachedJws.sign(TYPE, Map.of(), large, ES);
        large[14_999_999] ^= 1;
        assertThat(DetachedJws.verify(TYPE, compact, large, ES.publicKeys())).isEmpty();
    }

    @Test
    void only_pinned_keys_and_the_named_type_count() throws Exception {
        String compact = DetachedJws.sign(TYPE, Map.of(), PAYLOAD, ES);

        assertThat(DetachedJws.verify(TYPE, compact, PAYLOAD, ES.publicKeys())).isPresent();
        assertThat(DetachedJws.verify("at+jwt", compact, PAYLOAD, ES.publicKeys()))
                .isEmpty();
        assertThat(DetachedJws.verify(TYPE, compact, PAYLOAD, Forge.STRANGER.publicKeys()))
                .isEmpty();
        assertThat(DetachedJws.verify(TYPE, compact, PAYLOAD, Forge.ED.publicKeys()))
                .isEmpty();
    }

    @Test
    void the_header_that_all_attacks_are_made_from_is_sound() throws Exception {
        assertThat(DetachedJws.verify(TYPE, sign(Forge.text(header()), ES), PAYLOAD, ES.publicKeys()))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("oddHeaders")
    void a_header_that_is_not_exactly_ours_does_not_count(String header) throws Exception {
        assertThat(DetachedJws.verify(TYPE, sign(header, ES), PAYLOAD, ES.publicKeys()))
                .isEmpty();
    }

    static Stream<String> oddHeaders() {
        List<String> odd = new ArrayList<>();
        odd.addAll(List.of(
                changed("alg", "none"),
                changed("alg", "EdDSA"),
                changed("alg", null),
                changed("kid", null),
                changed("kid", "nobody"),
                changed("kid", 1),
                changed("typ", null),
                changed("typ", "CORDON-BUNDLE+JWS"),
                changed("b64", true),
                changed("b64", null),
                changed("b64", "false"),
                changed("crit", null),
                changed("crit", List.of()),
                changed("crit", List.of("b64", "exp")),
                changed("crit", "b64"),
                changed("jwk", Forge.STRANGER.publicHalf().members),
                changed("jku", "https://evil.example"),
                changed("x5u", "https://evil.example"),
                changed("x5c", List.of()),
                changed("zip", "DEF"),
                changed("cty", "JWT"),
                changed("list", List.of("a")),
                changed("flag", true),
                changed("ratio", 1.5)));
        odd.add(Forge.text(header()).replace("\"alg\"", "\"alg\":\"none\",\"alg\""));
        odd.add(Forge.text(header()) + " x");
        odd.add("[]");
        return odd.stream();
    }

    private static String changed(String name, @Nullable Object value) {
        return Forge.text(with(header(), name, value));
    }

    @Test
    void what_is_not_detached_and_unencoded_does_not_count() throws Exception {
        String compact = sign(Forge.text(header()), ES);

        for (String text : List.of(
                "",
                "..",
                ".",
                "x..y",
                compact + "\n",
                compact + "=",
                compact.replace("..", "."),
                compact.replace("..", "..."),
                compact.replace("..", "." + Base64Url.encode(PAYLOAD) + "."),
                compact + "..",
                Forge.token(),
                "x".repeat(9000) + "..")) {
            assertThat(DetachedJws.verify(TYPE, text, PAYLOAD, ES.publicKeys())).isEmpty();
        }
    }

    @Test
    void no_signature_with_one_changed_character_holds() throws Exception {
        String compact = DetachedJws.sign(TYPE, Map.of("sequence", 7L), PAYLOAD, ES);
        for (int i = 0; i < compact.length(); i++) {
            String changed = compact.substring(0, i) + (char) (compact.charAt(i) ^ 1) + compact.substring(i + 1);

            assertThat(DetachedJws.verify(TYPE, changed, PAYLOAD, ES.publicKeys()))
                    .isEmpty();
        }
    }

    @Test
    void parameters_can_not_stand_in_for_what_jose_defines() {
        for (String name : List.of("alg", "kid", "typ", "b64", "crit", "jwk", "jku", "x5c")) {
            assertThatThrownBy(() -> DetachedJws.sign(TYPE, Map.of(name, "x"), PAYLOAD, ES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("`" + name + "`");
        }
        assertThatThrownBy(() -> DetachedJws.sign(TYPE, Map.of("list", List.of()), PAYLOAD, ES))
                .hasMessageContaining("`list`");
    }
}
