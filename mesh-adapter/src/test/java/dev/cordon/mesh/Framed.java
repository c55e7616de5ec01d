package dev.cordon.mesh;

import dev.cordon.certificate.Certificates;

/** Certificates as Caddy and Traefik forward them. */
final class Framed {

    private Framed() {}

    /** The base64 of a certificate without the frame that PEM has around it. */
    static String base64(String name) {
        return Certificates.pem(name).replaceAll("-----[A-Z ]+-----|\\s", "");
    }
}
