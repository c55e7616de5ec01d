package dev.cordon.issuance;

import dev.cordon.network.IpAddress;
import dev.cordon.request.CertificateEvidence;
import java.util.Optional;

/**
 * What a client shows to be known. Nothing in it is believed yet.
 *
 * @param method how it authenticates
 * @param certificate what is known of its client certificate
 * @param source the address it asks from, where it is known
 */
public record ClientEvidence(Method method, CertificateEvidence certificate, Optional<IpAddress> source) {

    /** How a client authenticates. */
    public sealed interface Method {}

    /** By a secret (RFC 6749 §2.3.1). Its text leaves this object only by {@link #secret}. */
    public record BySecret(String id, String secret) implements Method {

        /** Names the client, not the secret. */
        @Override
        public String toString() {
            return "secret of " + id;
        }
    }

    /**
     * By a signed assertion (RFC 7523 §2.2).
     *
     * @param id the client's id where it was said beside the assertion
     */
    public record ByAssertion(Optional<String> id, String assertion) implements Method {

        /** Names the client, not the assertion. */
        @Override
        public String toString() {
            return "assertion of " + id.orElse("whom it names");
        }
    }

    /**
     * By an assertion with which its platform is asked who it is (RFC 7521 §4.2).
     *
     * @param type which form it has: its {@code client_assertion_type}
     */
    public record ByPlatform(String id, String type, String assertion) implements Method {

        /** Names the client, not the assertion. */
        @Override
        public String toString() {
            return "platform's assertion of " + id;
        }
    }

    /** By its client certificate (RFC 8705 §2.1). */
    public record ByCertificate(String id) implements Method {}
}
