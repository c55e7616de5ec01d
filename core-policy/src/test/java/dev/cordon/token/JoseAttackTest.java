package dev.cordon.token;

import static dev.cordon.token.Forge.ED;
import static dev.cordon.token.Forge.ES;
import static dev.cordon.token.Forge.RS;
import static dev.cordon.token.Forge.STRANGER;
import static dev.cordon.token.Forge.claims;
import static dev.cordon.token.Forge.defects;
import static dev.cordon.token.Forge.header;
import static dev.cordon.token.Forge.part;
import static dev.cordon.token.Forge.sign;
import static dev.cordon.token.Forge.signText;
import static dev.cordon.token.Forge.text;
import static dev.cordon.token.Forge.token;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.impl.ECDSA;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known attacks on JOSE (RFC 8725 and what was found since), each with the first check that must stop it. */
final class JoseAttackTest {

    record Attack(String name, String token, TokenDefect stoppedAs) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void the_token_that_all_attacks_are_made_from_is_sound() {
        assertThat(defects(token())).isEmpty();
        assertThat(defects(sign(header(ED), claims(), ED))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({"algorithms", "keys", "signatures", "headers", "shapes", "encodings"})
    void an_attack_is_stopped(Attack attack) {
        assertThat(defects(attack.token())).containsExactly(attack.stoppedAs());
    }

    static Stream<Attack> algorithms() throws Exception {
        List<Attack> attacks = new ArrayList<>();
        for (String none : List.of("none", "None", "NONE", "nOnE", "", "es256", "ES256 ", "ES384", "PS256", "ES256K")) {
            attacks.add(algorithm("alg `" + none + "`", none));
        }
        String unsigned = part(text(with(header(ES), "alg", "none"))) + "." + part(text(claims())) + ".";
        attacks.add(new Attack("alg none without signature", unsigned, TokenDefect.ALGORITHM));
        attacks.add(algorithm("alg is missing", null));
        attacks.add(algorithm("alg is a number", 256));
        attacks.add(algorithm("alg is an array", List.of("ES256")));
        byte[] document = ES.publicKeys().toJson().getBytes(StandardCharsets.UTF_8);
        byte[] der = ES.publicHalf().key.getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] secret : List.of(document, der, pem, RS.publicHalf().key.getEncoded())) {
            attacks.add(new Attack(
                    "HS256 by a public key of " + secret.length + " bytes", hmac(secret), TokenDefect.ALGORITHM));
        }
        attacks.add(new Attack(
                "a key of the issuer with an algorithm that the issuer may not use",
                sign(header(RS), claims(), RS),
                TokenDefect.ALGORITHM));
        attacks.add(new Attack(
                "one listed algorithm named for the key of another",
                sign(with(header(ES), "alg", "EdDSA"), claims(), ED),
                TokenDefect.KEY));
        attacks.add(new Attack(
                "one listed algorithm with the kid of another",
                sign(with(header(ED), "kid", ES.keyId()), claims(), ED),
                TokenDefect.KEY));
        return attacks.stream();
    }

    private static Attack algorithm(String name, Object algorithm) {
        return new Attack(name, sign(with(header(ES), "alg", algorithm), claims(), ES), TokenDefect.ALGORITHM);
    }

    private static String hmac(byte[] secret) throws Exception {
        String input = part(text(with(header(ES), "alg", "HS256"))) + "." + part(text(claims()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    static Stream<Attack> keys() {
        Map<String, Object> stranger = header(STRANGER);
        return Stream.of(
                new Attack("kid of nobody", sign(with(header(ES), "kid", "nobody"), claims(), ES), TokenDefect.KEY),
                new Attack("kid is missing", sign(with(header(ES), "kid", null), claims(), ES), TokenDefect.KEY),
                new Attack("kid is a number", sign(with(header(ES), "kid", 1), claims(), ES), TokenDefect.KEY),
                new Attack(
                        "kid is a path",
                        sign(with(header(ES), "kid", "../../dev/null"), claims(), ES),
                        TokenDefect.KEY),
                new Attack(
                        "kid is SQL",
                        sign(with(header(ES), "kid", "x' UNION SELECT 'k"), claims(), ES),
                        TokenDefect.KEY),
                new Attack("kid of another issuer's key", sign(stranger, claims(), STRANGER), TokenDefect.KEY),
                new Attack(
                        "another issuer's key under a kid of this one",
                        sign(header(ES), claims(), STRANGER),
                        TokenDefect.SIGNATURE),
                new Attack(
                        "iss is unknown",
                        sign(header(ES), with(claims(), "iss", "https://evil.example"), ES),
                        TokenDefect.ISSUER),
                new Attack(
                        "iss with a slash more",
                        sign(header(ES), with(claims(), "iss", Forge.ISS + "/"), ES),
                        TokenDefect.ISSUER),
                new Attack(
                        "iss in other case",
                        sign(header(ES), with(claims(), "iss", "HTTPS://tokens.shop.example"), ES),
                        TokenDefect.ISSUER),
                new Attack("iss is missing", sign(header(ES), with(claims(), "iss", null), ES), TokenDefect.ISSUER),
                new Attack(
                        "iss is an array",
                        sign(header(ES), with(claims(), "iss", List.of(Forge.ISS)), ES),
                        TokenDefect.ISSUER),
                new Attack(
                        "iss of one, key of another issuer",
                        sign(header(ES), with(claims(), "iss", Forge.IDP), ES),
                        TokenDefect.ALGORITHM));
    }

    static Stream<Attack> signatures() throws Exception {
        String sound = token();
        String input = sound.substring(0, sound.lastIndexOf('.'));
        byte[] signature = Base64Url.decode(sound.substring(sound.lastIndexOf('.') + 1));
        byte[] order =
                new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16).toByteArray();
        byte[] onlyOrder = new byte[64];
        System.arraycopy(order, 1, onlyOrder, 0, 32);
        System.arraycopy(order, 1, onlyOrder, 32, 32);
        byte[] one = new byte[64];
        one[31] = 1;
        one[63] = 1;
        byte[] split = new byte[66];
        System.arraycopy(signature, 0, split, 1, 32);
        System.arraycopy(signature, 32, split, 34, 32);
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);
        String changed = part(text(header(ES))) + "." + part(text(with(claims(), "sub", "admin"))) + ".";
        return Stream.of(
                attack("no signature", input, new byte[0]),
                attack("zero r and s (CVE-2022-21449)", input, new byte[64]),
                attack("r and s of the group's order", input, onlyOrder),
                attack("r and s of one", input, one),
                attack("all bits set", input, ones),
                attack("zero r", input, zeroed(signature, 0)),
                attack("zero s", input, zeroed(signature, 32)),
                attack("one byte short", input, Arrays.copyOf(signature, 63)),
                attack("one byte more", input, Arrays.copyOf(signature, 65)),
                attack("half", input, Arrays.copyOf(signature, 32)),
                attack("zeros put before r and s", input, split),
                attack("DER", input, ECDSA.transcodeSignatureToDER(signature)),
                attack("DER of zeros", input, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}),
                new Attack("signature of other claims", changed + Base64Url.encode(signature), TokenDefect.SIGNATURE),
                attack(
                        "Ed25519 with a zero signature",
                        part(text(header(ED))) + "." + part(text(claims())),
                        new byte[64]));
    }

    private static byte[] zeroed(byte[] signature, int from) {
        byte[] zeroed = signature.clone();
        Arrays.fill(zeroed, from, from + 32, (byte) 0);
        return zeroed;
    }

    private static Attack attack(String name, String input, byte[] signature) {
        return new Attack("signature: " + name, input + "." + Base64Url.encode(signature), TokenDefect.SIGNATURE);
    }

    static Stream<Attack> headers() {
        List<Attack> attacks = new ArrayList<>();
        for (Object type : Arrays.asList(
                null,
                "JWT",
                "jwt",
                "dpop+jwt",
                "id_token",
                "application/jwt",
                "at+jwt ",
                "at",
                "",
                "APPLICATION/APPLICATION/at+jwt",
                "logout+jwt",
                "secevent+jwt",
                "appl\u0131cation/at+jwt",
                1,
                List.of("at+jwt"))) {
            attacks.add(new Attack("typ " + type, sign(with(header(ES), "typ", type), claims(), ES), TokenDefect.TYPE));
        }
        Map<String, Object> own = Map.of("jwk", STRANGER.publicHalf().members);
        Map<String, Object> injected = with(header(STRANGER), "jwk", own.get("jwk"));
        attacks.add(new Attack("jwk of the attacker", sign(injected, claims(), STRANGER), TokenDefect.TYPE));
        attacks.add(new Attack(
                "jwk under a known kid",
                sign(with(injected, "kid", ES.keyId()), claims(), STRANGER),
                TokenDefect.TYPE));
        Map<String, Object> others = Map.of(
                "jku",
                "https://evil.example/jwks",
                "x5u",
                "https://evil.example/x5u",
                "x5c",
                List.of("MIIB"),
                "crit",
                List.of("exp"),
                "b64",
                true);
        others.forEach((name, value) -> attacks.add(new Attack(
                name + " in the header", sign(with(header(ES), name, value), claims(), ES), TokenDefect.TYPE)));
        attacks.add(
                new Attack("crit is empty", sign(with(header(ES), "crit", List.of()), claims(), ES), TokenDefect.TYPE));
        attacks.add(new Attack("b64 false", sign(with(header(ES), "b64", false), claims(), ES), TokenDefect.TYPE));
        String twice = "{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"" + ES.keyId() + "\",\"typ\":\"at+jwt\"}";
        attacks.add(malformed("alg twice", signText(twice, text(claims()), ES)));
        String escaped = "{\"alg\":\"ES256\",\"\\u0061lg\":\"none\",\"kid\":\"" + ES.keyId() + "\",\"typ\":\"at+jwt\"}";
        attacks.add(malformed("alg twice, once escaped", signText(escaped, text(claims()), ES)));
        return attacks.stream();
    }

    private static Attack malformed(String name, String token) {
        return new Attack(name, token, TokenDefect.MALFORMED);
    }

    private static Attack payload(String name, String payload) {
        return malformed(name, signText(text(header(ES)), payload, ES));
    }

    static Stream<Attack> shapes() {
        String sound = token();
        String[] parts = sound.split("\\.", -1);
        String sub = text(claims()).replace("\"sub\":", "\"sub\":\"admin\",\"sub\":");
        String inner = text(claims()).replace("\"gen\":3", "\"gen\":3,\"gen\":4");
        String head = "{\"iss\":\"" + Forge.ISS + "\",\"x\":";
        return Stream.of(
                malformed("nothing", ""),
                malformed("a word", "token"),
                malformed("dots", ".."),
                malformed("two parts", parts[0] + "." + parts[1]),
                malformed("four parts", sound + "."),
                malformed("five parts, as a JWE has", sound + ".AAAA.AAAA"),
                malformed(
                        "JSON serialisation", "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\"}"),
                malformed("a JWS around a JWS", signText(text(with(header(ES), "cty", "JWT")), sound, ES)),
                malformed("header is an array", signText("[]", text(claims()), ES)),
                malformed("header is empty", "." + parts[1] + "." + parts[2]),
                malformed("header with trailing text", signText(text(header(ES)) + "x", text(claims()), ES)),
                payload("payload is text", "\"hello\""),
                payload("payload is empty", ""),
                payload("payload is null", "null"),
                payload("claim twice", sub),
                payload("member of a claim twice", inner),
                payload("deep arrays", head + "[".repeat(2000) + "]".repeat(2000) + "}"),
                payload("deep objects", head + "{\"a\":".repeat(600) + "1" + "}".repeat(600) + "}"),
                payload("one level too deep", head + "[".repeat(10) + "]".repeat(10) + "}"),
                payload("two documents", text(claims()) + text(claims())),
                payload("comment", "/**/" + text(claims())),
                payload("byte order mark", "\uFEFF" + text(claims())),
                payload("not a number", head + "NaN}"),
                payload("single quotes", text(claims()).replace('"', '\'')),
                payload("trailing comma", text(claims()).replaceFirst("}}$", "},}")),
                payload("control character", head + "\"a\tb\"}"),
                payload("NUL behind", text(claims()) + "\u0000"),
                payload("unpaired surrogate", head + "\"\\ud800\"}"),
                malformed("longer than 8 KiB", sign(header(ES), with(claims(), "x", "x".repeat(8192)), ES)),
                malformed("much longer than 8 KiB", "a".repeat(5_000_000)));
    }

    static Stream<Attack> encodings() {
        String sound = token();
        String[] parts = sound.split("\\.", -1);
        byte[] latin = Base64Url.decode(parts[1]);
        latin[latin.length - 5] = (byte) 0xFF;
        String invalidUtf8 = parts[0] + "." + Base64Url.encode(latin) + "." + parts[2];
        return Stream.of(
                malformed("space before", " " + sound),
                malformed("line break behind", sound + "\n"),
                malformed("line break inside", parts[0] + "\n." + parts[1] + "." + parts[2]),
                malformed("padded signature", sound + "=="),
                malformed("padded header", parts[0] + "=." + parts[1] + "." + parts[2]),
                malformed("plain base64 alphabet", parts[0] + "." + parts[1] + "." + parts[2].substring(0, 84) + "+/"),
                malformed("percent-encoded dot", sound.replaceFirst("\\.", "%2E")),
                malformed("full-width dot", sound.replaceFirst("\\.", "\uFF0E")),
                malformed("letter beyond ASCII", sound.substring(0, sound.length() - 1) + "\u212A"),
                malformed("scheme left on", "Bearer " + sound),
                malformed("invalid UTF-8", invalidUtf8),
                malformed("another spelling of the same signature", respelled(sound)));
    }

    /** The last of 86 characters holds four bits only: some decoders ignore the other two. */
    private static String respelled(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
    }

    @Test
    void the_media_type_may_be_written_in_any_ascii_case_and_in_full() {
        for (String type : List.of("at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt")) {
            assertThat(defects(sign(with(header(ES), "typ", type), claims(), ES)))
                    .isEmpty();
        }
    }

    @Test
    void thumbprints_of_certificates_in_the_header_are_not_looked_at() {
        assertThat(defects(sign(with(header(ES), "x5t", "hint"), claims(), ES))).isEmpty();
    }

    @Test
    void the_other_form_of_an_ecdsa_signature_verifies_and_is_the_same_token_by_its_id() {
        String sound = token();
        byte[] signature = Base64Url.decode(sound.substring(sound.lastIndexOf('.') + 1));
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] other = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] twin = Arrays.copyOf(signature, 64);
        Arrays.fill(twin, 32, 64, (byte) 0);
        int skip = Math.max(0, other.length - 32);
        System.arraycopy(other, skip, twin, 64 - (other.length - skip), other.length - skip);

        TokenCheck check = Forge.verify(sound.substring(0, sound.lastIndexOf('.') + 1) + Base64Url.encode(twin));

        assertThat(((TokenCheck.Verified) check).token().id()).isEqualTo("a-token");
    }
}
