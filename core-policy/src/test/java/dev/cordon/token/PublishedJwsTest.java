package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of RFC 7515 and RFC 7520 beyond {@link SignatureVectorsTest}: those that hold, and those refused. */
final class PublishedJwsTest {

    private static final String JOE =
            ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    /** RFC 7515 A.1. */
    private static final String HS256 =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" + JOE + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    /** RFC 7515 A.4. */
    private static final String ES512 = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwn"
            + "ZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnw"
            + "NrmxYbSW9ERBXukOXolLzeO_Jn";
    /** RFC 7515 A.5. */
    private static final String NONE = "eyJhbGciOiJub25lIn0" + JOE;

    /** RFC 7520 §3.3. */
    private static final Map<String, Object> BILBO = Map.of(
            "kty",
            "RSA",
            "e",
            "AQAB",
            "n",
            "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2w"
                    + "qVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5l"
                    + "FHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7ji"
                    + "g3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw");

    private static final String DOOR =
            ".SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCw"
                    + "gYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN"
                    + "3ZXB0IG9mZiB0by4.";
    /** RFC 7520 §4.1. */
    private static final String BILBO_RS256 =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9" + DOOR
                    + "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi8"
                    + "4wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocS"
                    + "adnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJu"
                    + "shZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg";
    /** RFC 7520 §4.2. */
    private static final String BILBO_PS384 =
            "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9" + DOOR
                    + "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItl"
                    + "lVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0"
                    + "TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0"
                    + "uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw";

    @ParameterizedTest
    @MethodSource("dev.cordon.token.SignatureVectorsTest#providers")
    void the_cookbook_s_rs256_signature_holds_and_its_ps384_signature_does_not(SignatureProvider provider)
            throws Exception {
        PublicJwk key = PublicJwk.of(BILBO, SignatureAlgorithm.RS256, "");
        KeyCheck check = new KeyCheck(key.key, SignatureAlgorithm.RS256, provider);

        assertThat(holds(check, BILBO_RS256)).isTrue();
        assertThat(holds(check, BILBO_PS384)).isFalse();
        assertThat(holds(check, BILBO_RS256.replace(".SXTi", ".SXTj"))).isFalse();
    }

    @Test
    void a_published_key_of_another_curve_is_none_of_ours() {
        // RFC 7515 A.4
        Map<String, Object> wide = Map.of(
                "kty", "EC",
                "crv", "P-521",
                "x", "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
                "y", "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2");

        assertThatThrownBy(() -> PublicJwk.of(wide, SignatureAlgorithm.ES256, "the key"))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining("`crv`");
    }

    @ParameterizedTest
    @MethodSource("dev.cordon.token.SignatureVectorsTest#providers")
    void a_published_signature_of_another_algorithm_holds_by_no_key(SignatureProvider provider) throws Exception {
        for (String compact : List.of(HS256, ES512, NONE, BILBO_PS384)) {
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                PublicJwk key = PublicJwk.of(KnownAnswers.key(algorithm), algorithm, "");
                assertThat(holds(new KeyCheck(key.key, algorithm, provider), compact))
                        .as("%s by %s", compact, algorithm)
                        .isFalse();
            }
            assertThat(Forge.verify(compact)).isInstanceOf(TokenCheck.Rejected.class);
        }
        for (String name : List.of("HS256", "ES512", "none", "PS384")) {
            assertThat(SignatureAlgorithm.of(name)).isEmpty();
        }
    }

    @Test
    void the_json_serialization_of_published_signatures_is_no_token() {
        // RFC 7515 A.6 and A.7, with the signature of A.3
        String compact = KnownAnswers.compact(SignatureAlgorithm.ES256);
        String[] parts = compact.split("\\.", -1);
        String one = "\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"";
        String payload = "{\"payload\":\"" + parts[1] + "\",";

        assertThat(Forge.defects(payload + "\"signatures\":[{" + one + "}]}")).containsExactly(TokenDefect.MALFORMED);
        assertThat(Forge.defects(payload + one + "}")).containsExactly(TokenDefect.MALFORMED);
    }

    private static boolean holds(KeyCheck check, String compact) {
        int end = compact.lastIndexOf('.');
        byte[] signature = Base64Url.decode(compact.substring(end + 1));
        return check.holds(signature, compact.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    }
}
