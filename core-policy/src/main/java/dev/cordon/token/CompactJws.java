package dev.cordon.token;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signed JWT in its compact form (RFC 7515 §3.1), taken apart once. Nothing in it is believed yet. */
final class CompactJws {

    /** The longest text that is looked at, in characters. */
    static final int LONGEST = 8 * 1024;
    /** How many objects and arrays may be open at once in header or payload. */
    static final int DEEPEST = 10;

    final Fields header;
    final Fields payload;
    final byte[] signed;
    final byte[] signature;

    private CompactJws(Map<String, Object> header, Map<String, Object> payload, byte[] signed, byte[] signature) {
        this.header = new Fields(header);
        this.payload = new Fields(payload);
        this.signed = signed;
        this.signature = signature;
    }

    /** Takes a text apart; null where it is no signed JWT of at most 8 KiB with well-formed header and payload. */
    static @Nullable CompactJws read(String compact) {
        return read(compact, LONGEST);
    }

    /** The same of at most so many characters. */
    static @Nullable CompactJws read(String compact, int longest) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (compact.length() > longest || first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            return null;
        }
        Map<String, Object> header = object(compact.substring(0, first));
        Map<String, Object> payload = header == null ? null : object(compact.substring(first + 1, second));
        byte[] signature = Base64Url.decode(compact.substring(second + 1));
        if (header == null || payload == null || signature == null) {
            return null;
        }
        byte[] signed = compact.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return new CompactJws(header, payload, signed, signature);
    }

    private static @Nullable Map<String, Object> object(String part) {
        byte[] json = Base64Url.decode(part);
        return json == null ? null : Json.object(json, DEEPEST);
    }

    /** Makes a signed JWT. */
    static String sign(Map<String, ?> header, Map<String, ?> payload, Signer signer) throws SignerUnavailableException {
        String input = Base64Url.encode(Json.write(header)) + "." + Base64Url.encode(Json.write(payload));
        return input + "." + signature(signer, input.getBytes(StandardCharsets.US_ASCII));
    }

    /** A signature in base64url. What a signer returns is input: one of a wrong size would deny every call later. */
    static String signature(Signer signer, byte[] input) throws SignerUnavailableException {
        byte[] signature = signer.sign(input);
        boolean fits = switch (signer.algorithm()) {
            case ES256, EDDSA -> signature.length == KeyCheck.CURVE_SIGNATURE;
            case RS256 -> signature.length >= JwkForm.SMALLEST_RSA / 8;
        };
        if (!fits) {
            throw new SignerUnavailableException("the signer of key `" + signer.keyId() + "` returned "
                    + signature.length + " bytes: a " + signer.algorithm() + " signature has another size");
        }
        return Base64Url.encode(signature);
    }
}
