package dev.cordon.token;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The trusted issuers and their public keys. Immutable and safe to share between threads. */
public final class KeyRing {

    private final List<Issuer> issuers;
    private final Map<IssuerName, JsonWebKeys> keys;
    private final Map<String, Trusted> byIssuer;
    private final String revision;

    /** What is trusted of one issuer. */
    record Trusted(Issuer issuer, List<PublicJwk> keys) {

        IssuerName name() {
            return issuer.name();
        }

        TokenKind kind() {
            return issuer.kind();
        }

        List<SignatureAlgorithm> algorithms() {
            return issuer.algorithms();
        }

        ClaimMapping claims() {
            return issuer.claims();
        }

        /** The key of that {@code kid} for that algorithm, or null. */
        @Nullable
        PublicJwk key(String keyId, SignatureAlgorithm algorithm) {
            for (PublicJwk key : keys) {
                if (key.keyId.equals(keyId)) {
                    return key.algorithm == algorithm ? key : null;
                }
            }
            return null;
        }
    }

    private KeyRing(
            List<Issuer> issuers, Map<IssuerName, JsonWebKeys> keys, Map<String, Trusted> byIssuer, String revision) {
        this.issuers = List.copyOf(issuers);
        this.keys = Map.copyOf(keys);
        this.byIssuer = byIssuer;
        this.revision = revision;
    }

    /**
     * A ring of the policy's issuers; one without keys verifies nothing, and keys of an issuer that is not in the
     * policy are left out.
     *
     * @param keys the public keys of each issuer by the policy's name of it
     * @throws IllegalArgumentException where two issuers share one {@code iss}
     */
    public static KeyRing of(List<Issuer> issuers, Map<IssuerName, JsonWebKeys> keys) {
        Map<String, Trusted> byIssuer = new HashMap<>();
        SortedSet<String> lines = new TreeSet<>();
        for (Issuer issuer : issuers) {
            JsonWebKeys own = keys.get(issuer.name());
            List<PublicJwk> trusted = own == null ? List.of() : List.copyOf(own.keys());
            Trusted entry = new Trusted(issuer, trusted);
            if (byIssuer.put(issuer.issuer(), entry) != null) {
                throw new IllegalArgumentException(
                        "two issuers have the iss `" + issuer.issuer() + "`: give each its own");
            }
            describe(issuer, trusted, lines);
        }
        byte[] description = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new KeyRing(issuers, keys, byIssuer, HexFormat.of().formatHex(TokenHash.sha256(description)));
    }

    /**
     * The same with further keys of an issuer.
     *
     * @throws InvalidKeyFileException where the issuer has a key of one {@code kid} already
     */
    public KeyRing with(IssuerName issuer, JsonWebKeys further) throws InvalidKeyFileException {
        JsonWebKeys own = keys.get(issuer);
        Map<IssuerName, JsonWebKeys> all = new HashMap<>(keys);
        all.put(issuer, own == null ? further : own.and(further));
        return of(issuers, all);
    }

    /** One line each for the issuer and its keys; no part can hold a line break, and only the last one a space. */
    private static void describe(Issuer issuer, List<PublicJwk> keys, SortedSet<String> lines) {
        String name = issuer.name().text();
        StringBuilder algorithms = new StringBuilder();
        issuer.algorithms().forEach(algorithm -> algorithms.append(algorithm).append(','));
        lines.add("issuer " + name + " " + issuer.kind() + " " + algorithms + " " + issuer.issuer());
        if (!issuer.claims().isStandard()) {
            lines.add("claims " + name + " " + described(issuer.claims()));
        }
        for (PublicJwk key : keys) {
            lines.add("key " + name + " " + key.thumbprint + " " + key.algorithm + " " + key.keyId);
        }
    }

    /** The hash of all parts, each of a length that is written before it, so that no two mappings read alike. */
    private static String described(ClaimMapping claims) {
        ClaimNames names = claims.names();
        List<String> parts =
                new ArrayList<>(List.of(names.caller(), names.scopes(), names.roles(), names.groups(), names.id()));
        claims.services().callers().forEach((value, service) -> parts.addAll(List.of("caller", value, service.text())));
        claims.services().targets().forEach((value, service) -> parts.addAll(List.of("target", value, service.text())));
        claims.required().forEach((name, value) -> parts.addAll(List.of("required", name, value.toString())));
        claims.without().forEach(part -> parts.add(part.toString()));
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.length()).append(':').append(part));
        byte[] description = text.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(TokenHash.sha256(description));
    }

    /** Whether there are keys of that issuer. */
    public boolean hasKeysOf(IssuerName issuer) {
        return keys.containsKey(issuer);
    }

    /** What is trusted of the issuer of exactly this {@code iss}, or null. */
    @Nullable
    Trusted issuer(String iss) {
        return byIssuer.get(iss);
    }

    /** The content hash of issuers and keys: two rings of one revision verify alike. */
    public String revision() {
        return revision;
    }

    /** Names the ring by its revision. */
    @Override
    public String toString() {
        return "key ring " + revision;
    }
}
