package dev.cordon.theft;

import dev.cordon.decision.Reason;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Another text of the token: its claims, header or signature altered, or signed by another. */
final class TextChanges {

    private final ValidCall call;
    private final Consumer<Change> to;
    private final String header;
    private final String claims;
    private final String signature;

    TextChanges(ValidCall call, Consumer<Change> to) {
        this.call = call;
        this.to = to;
        String[] parts = call.evidence.token().split("\\.", -1);
        this.header = decoded(parts[0]);
        this.claims = decoded(parts[1]);
        this.signature = parts[2];
    }

    void add() {
        claims();
        headers();
        signers();
        signatures();
        call.evidence
                .earlier()
                .ifPresent(earlier -> add(Aspect.OTHER_HOP, "the earlier token", Reason.AUDIENCE_MISMATCH, earlier));
    }

    private void claims() {
        for (String name : List.of("jti", "client_id", "sub", "aud", "txn", "scope", "purpose", "env")) {
            String other = claims.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":\"other\"");
            altered(name, other);
            altered("no " + name, claims.replaceFirst("\"" + name + "\":", "\"" + name + "-\":"));
        }
        for (String name : List.of("iat", "exp", "gen", "max_age")) {
            altered("longer " + name, claims.replaceFirst("\"" + name + "\":[0-9]+", "\"" + name + "\":1999999999"));
            altered("shorter " + name, claims.replaceFirst("\"" + name + "\":[0-9]+", "\"" + name + "\":1"));
            altered("no " + name, claims.replaceFirst("\"" + name + "\":", "\"" + name + "-\":"));
        }
        for (String name : List.of("cnf", "act", "cordon", "net", "windows", "jkt", "x5t#S256")) {
            altered("no " + name, claims.replaceFirst("\"" + name + "\":", "\"" + name + "-\":"));
        }
        altered("another network", claims.replace("10.20.", "10.21."));
        String actor = "\"act\":{\"sub\":\"portal\"";
        altered(
                "another actor",
                claims.contains("\"act\":{")
                        ? claims.replaceFirst("\"act\":\\{\"sub\":\"[a-z]*\"", actor)
                        : "{" + actor + "}," + claims.substring(1));
        altered("nothing but a space", claims + " ");
        String elsewhere = claims.replace(Town.ISSUER, Town.ISSUER + "/");
        add(Aspect.ISSUER, "unknown", Reason.ISSUER_UNKNOWN, text(header, elsewhere, signature));
        String idp = claims.replace(Town.ISSUER, "https://idp.example");
        add(Aspect.ISSUER, "the other one, unsigned", Reason.KEY_UNKNOWN, text(header, idp, signature));
        add(
                Aspect.ISSUER,
                "the other one",
                Reason.ISSUER_NOT_FOR_CALLER,
                signed(headerOf(Town.IDP_KEY), idp, Town.IDP_KEY));
    }

    private void altered(String detail, String other) {
        if (!other.equals(claims)) {
            add(Aspect.CLAIM_ALTERED, detail, Reason.SIGNATURE_INVALID, text(header, other, signature));
        }
    }

    private void headers() {
        for (String algorithm : List.of("none", "None", "HS256", "RS256", "EdDSA", "ES384", "ES256K", "PS256", "")) {
            header("alg " + algorithm, Reason.ALGORITHM_REFUSED, header.replace("ES256", algorithm));
        }
        for (String type : List.of("JWT", "dpop+jwt", "jwt", "at+jwt2", "")) {
            header("typ " + type, Reason.TOKEN_TYPE, header.replace("at+jwt", type));
        }
        for (String more :
                List.of("crit\":[\"b64\"]", "b64\":false", "jku\":\"https://x.example\"", "x5c\":[]", "jwk\":{}")) {
            header("with " + more, Reason.TOKEN_TYPE, "{\"" + more + "," + header.substring(1));
        }
        for (String id : List.of("other", "", Town.STRANGER.keyId(), Town.IDP_KEY.keyId(), "../" + Town.KEY.keyId())) {
            header("kid " + id, Reason.KEY_UNKNOWN, header.replace(Town.KEY.keyId(), id));
        }
        header("no kid", Reason.KEY_UNKNOWN, header.replace("\"kid\"", "\"kid-\""));
        header("no typ", Reason.TOKEN_TYPE, header.replace("\"typ\"", "\"typ-\""));
        header("no alg", Reason.ALGORITHM_REFUSED, header.replace("\"alg\"", "\"alg-\""));
    }

    /** With the old signature, and with one that the issuer itself might have made. */
    private void header(String detail, Reason expected, String other) {
        add(Aspect.HEADER, detail, expected, text(other, claims, signature));
        add(Aspect.HEADER, detail + ", signed", expected, signed(other, claims, Town.KEY));
    }

    private void signers() {
        for (SigningKey foreign : List.of(Town.STRANGER, Town.IDP_KEY)) {
            String named = foreign == Town.STRANGER ? "a stranger" : "another issuer";
            add(Aspect.FOREIGN_SIGNATURE, named, Reason.SIGNATURE_INVALID, signed(header, claims, foreign));
            String own = signed(headerOf(foreign), claims, foreign);
            add(Aspect.FOREIGN_SIGNATURE, named + " by name", Reason.KEY_UNKNOWN, own);
        }
        call.evidence.key().ifPresent(key -> {
            add(Aspect.FOREIGN_SIGNATURE, "its holder", Reason.SIGNATURE_INVALID, signed(header, claims, key));
        });
    }

    private void signatures() {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        for (int at : new int[] {0, 15, 31, 32, 48, 63}) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            signature("bit of byte " + at, Reason.SIGNATURE_INVALID, encoded(flipped));
        }
        byte[] swapped = new byte[bytes.length];
        System.arraycopy(bytes, 32, swapped, 0, 32);
        System.arraycopy(bytes, 0, swapped, 32, 32);
        signature("r and s swapped", Reason.SIGNATURE_INVALID, encoded(swapped));
        signature("all zeros", Reason.SIGNATURE_INVALID, encoded(new byte[64]));
        signature("cut", Reason.SIGNATURE_INVALID, encoded(Arrays.copyOf(bytes, 63)));
        signature("longer", Reason.SIGNATURE_INVALID, encoded(Arrays.copyOf(bytes, 65)));
        signature("none", Reason.SIGNATURE_INVALID, "");
        signature("padded", Reason.TOKEN_MALFORMED, signature + "==");
        signature("with a space", Reason.TOKEN_MALFORMED, signature + " ");
        signature("with a part more", Reason.TOKEN_MALFORMED, signature + ".");
    }

    private void signature(String detail, Reason expected, String other) {
        add(Aspect.SIGNATURE, detail, expected, text(header, claims, other));
    }

    private void add(Aspect aspect, String detail, Reason expected, String text) {
        to.accept(new Change(aspect, detail, expected, call.with(text)));
    }

    private String headerOf(SigningKey key) {
        return header.replace(Town.KEY.keyId(), key.keyId());
    }

    private static String text(String header, String claims, String signature) {
        return part(header) + "." + part(claims) + "." + signature;
    }

    private static String signed(String header, String claims, SigningKey key) {
        String input = part(header) + "." + part(claims);
        try {
            return input + "." + encoded(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return encoded(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
