package dev.cordon.cli.policy;

import dev.cordon.policy.KeyThumbprint;
import java.util.Optional;

/** The client certificate that a call shows, in words: {@code none}, {@code other}, or a thumbprint. */
public sealed interface ShownCertificate {

    /** None at all. */
    record None() implements ShownCertificate {
        @Override
        public String toString() {
            return Overrides.NONE;
        }
    }

    /** A trusted one of the caller that its token is not bound to. */
    record Other() implements ShownCertificate {
        @Override
        public String toString() {
            return OTHER;
        }
    }

    /** A trusted one with this thumbprint. */
    record Exactly(KeyThumbprint sha256) implements ShownCertificate {
        @Override
        public String toString() {
            return sha256.text();
        }
    }

    /** The word for somebody else's certificate. */
    String OTHER = "other";

    /** Reads {@code none}, {@code other}, or a SHA-256 in base64url or hexadecimal, with or without colons. */
    static Optional<ShownCertificate> parse(String text) {
        return switch (text) {
            case Overrides.NONE -> Optional.of(new None());
            case OTHER -> Optional.of(new Other());
            default -> Thumbprints.parse(text).map(Exactly::new);
        };
    }
}
