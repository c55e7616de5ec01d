package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Published signatures by which a provider shows that it works: RFC 7515 A.2 and A.3, RFC 8037 A.4. */
final class KnownAnswers {

    private static final String JOE =
            ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y" + "b290Ijp0cnVlfQ.";

    private KnownAnswers() {}

    /** Whether the provider takes the published signature and refuses it when one bit of it is another. */
    static boolean hold(SignatureAlgorithm algorithm, SignatureProvider provider) {
        try {
            PublicJwk key = PublicJwk.of(key(algorithm), algorithm, "");
            String compact = compact(algorithm);
            int end = compact.lastIndexOf('.');
            byte[] input = compact.substring(0, end).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = Base64Url.decode(compact.substring(end + 1));
            KeyCheck check = new KeyCheck(key.key, algorithm, provider);
            if (signature == null || !check.holds(signature, input)) {
                return false;
            }
            signature[signature.length / 4] ^= 1;
            return !check.holds(signature, input);
        } catch (InvalidKeyFileException e) {
            return false;
        }
    }

    static Map<String, Object> key(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 ->
                Map.of(
                        "kty", "EC",
                        "crv", "P-256",
                        "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                        "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
            case EDDSA -> Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
            case RS256 ->
                Map.of(
                        "kty", "RSA",
                        "e", "AQAB",
                        "n",
                                "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4Ql"
                                        + "L-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
                                        + "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK"
                                        + "-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
        };
    }

    static String compact(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 ->
                "eyJhbGciOiJFUzI1NiJ9" + JOE
                        + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
            case EDDSA ->
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                        + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
            case RS256 ->
                "eyJhbGciOiJSUzI1NiJ9" + JOE
                        + "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
                        + "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1"
                        + "L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYE"
                        + "UipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
        };
    }
}
