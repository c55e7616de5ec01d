package dev.cordon.reference;

import dev.cordon.decision.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts that no verifier takes for a token, whatever its keys, each with what is wrong first. */
public enum BrokenToken {
    /** No JWT at all. */
    GARBAGE(Reason.TOKEN_MALFORMED, "garbage"),
    /** A JWT that is no access token. */
    ID_TOKEN(Reason.TOKEN_TYPE, jwt("JWT", "ES256", "https://cordon.example")),
    /** Of an issuer that no policy here trusts. */
    STRANGER(Reason.ISSUER_UNKNOWN, jwt("at+jwt", "ES256", "https://stranger.example")),
    /** Signed with what everybody knows. */
    SYMMETRIC(Reason.ALGORITHM_REFUSED, jwt("at+jwt", "HS256", "https://cordon.example")),
    /** Not signed at all. */
    UNSIGNED(Reason.ALGORITHM_REFUSED, jwt("at+jwt", "none", "https://cordon.example")),
    /** Signed with a key that nobody published. */
    UNKNOWN_KEY(Reason.KEY_UNKNOWN, jwt("at+jwt", "ES256", "https://cordon.example"));

    private final Reason reason;
    private final String text;

    BrokenToken(Reason reason, String text) {
        this.reason = reason;
        this.text = text;
    }

    /** What is wrong, where the policy trusts {@code https://cordon.example} and has none of its keys. */
    public Reason reason() {
        return reason;
    }

    /** What the caller shows. */
    public String text() {
        return text;
    }

    private static String jwt(String type, String algorithm, String issuer) {
        return encoded("{\"typ\":\"" + type + "\",\"alg\":\"" + algorithm + "\",\"kid\":\"nobody\"}") + "."
                + encoded("{\"iss\":\"" + issuer + "\"}") + "." + "A".repeat(86);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
