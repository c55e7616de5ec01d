package dev.cordon.mesh;

import dev.cordon.certificate.Certificates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Certificates as nginx forwards them. */
final class Escaped {

    private Escaped() {}

    static String certificate(String name) {
        return URLEncoder.encode(Certificates.pem(name), StandardCharsets.US_ASCII)
                .replace("+", "%20");
    }
}
