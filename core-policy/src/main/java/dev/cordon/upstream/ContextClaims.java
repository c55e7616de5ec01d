package dev.cordon.upstream;

import dev.cordon.request.RequestPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The names and forms that signer and verifier agree on. */
final class ContextClaims {

    /** Of its own, so that neither a token is taken for a context nor a context for a token. */
    static final String TYPE = "cordon-context+jwt";

    static final String POINT = "iss";
    static final String SERVICE = "aud";
    static final String ISSUED = "iat";
    static final String END = "exp";
    static final String DECISION = "jti";
    /** As in a DPoP proof (RFC 9449 §4.2). */
    static final String METHOD = "htm";

    static final String PATH_HASH = "htp#S256";
    static final String CALLER = "client_id";
    static final String SEGMENT = "segment";
    static final String FLOW = "flow";

    private ContextClaims() {}

    /**
     * The SHA-256 of a clear path's canonical spelling in base64url: proxy and service may spell its escapes
     * differently, and still mean one path.
     */
    static String hash(RequestPath path) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256").digest(path.canonical().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
