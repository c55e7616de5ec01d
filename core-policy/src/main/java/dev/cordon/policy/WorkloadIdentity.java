package dev.cordon.policy;

/** How a client certificate names a service. A bare common name never does: anyone can ask some CA for one. */
public sealed interface WorkloadIdentity {

    /**
     * A SPIFFE ID in the certificate's one URI SAN (SPIFFE X.509-SVID §2).
     *
     * @param uri such as {@code spiffe://shop.example/payments}
     */
    record SpiffeId(String uri) implements WorkloadIdentity {

        /** @throws IllegalArgumentException where the text is no SPIFFE ID with a path */
        public SpiffeId {
            if (!isValid(uri)) {
                throw new IllegalArgumentException("a SPIFFE ID is `spiffe://trust-domain/path`");
            }
        }

        /** Whether the text is a SPIFFE ID with a path (SPIFFE-ID §2). */
        public static boolean isValid(String text) {
            return SpiffeText.isValid(text);
        }

        /** By hand, like the hash: a record's own are spun at run time, which costs a process that has just started. */
        @Override
        public boolean equals(Object other) {
            return other instanceof SpiffeId that && uri.equals(that.uri);
        }

        @Override
        public int hashCode() {
            return uri.hashCode();
        }
    }

    /** The SHA-256 of the certificate itself. */
    record Thumbprint(KeyThumbprint sha256) implements WorkloadIdentity {}

    /**
     * A DNS name among the certificate's SANs.
     *
     * @param name lowercase, without wildcard
     */
    record DnsName(String name) implements WorkloadIdentity {
        /** @throws IllegalArgumentException where the text is no host name */
        public DnsName {
            if (!HostName.isValid(name)) {
                throw new IllegalArgumentException("`" + name + "` is no lowercase DNS name");
            }
        }
    }

    /**
     * The certificate's whole subject.
     *
     * @param distinguishedName in RFC 2253 form, with more parts than a common name
     */
    record SubjectName(String distinguishedName) implements WorkloadIdentity {
        /** @throws IllegalArgumentException where the subject is a bare common name */
        public SubjectName {
            if (!isValid(distinguishedName)) {
                throw new IllegalArgumentException(
                        "a subject is a whole distinguished name, never a common name alone");
            }
        }

        /** Whether the text has at least two parts. */
        public static boolean isValid(String text) {
            return text.length() <= 1024 && text.matches("[A-Za-z0-9.]+=[^,]+(,[A-Za-z0-9.]+=[^,]+)+");
        }
    }
}
