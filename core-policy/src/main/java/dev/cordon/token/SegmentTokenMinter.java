package dev.cordon.token;

import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes segment tokens. It signs what it is asked to; whether the policy allows the edge is its caller's to check. Safe
 * for use by many threads.
 */
public final class SegmentTokenMinter {

    /** 128 bits: no two tokens or chains meet by chance. */
    private static final int ID_BYTES = 16;

    private final String issuer;
    private final Signer signer;
    private final SecureRandom random;

    /**
     * A minter.
     *
     * @param issuer the {@code iss} of its tokens
     * @param random makes {@code jti} and {@code txn}
     */
    public SegmentTokenMinter(String issuer, Signer signer, SecureRandom random) {
        this.issuer = issuer;
        this.signer = signer;
        this.random = random;
    }

    /** What signs its tokens. */
    public Signer signer() {
        return signer;
    }

    /**
     * Makes a token whose status is published nowhere.
     *
     * @param now its {@code iat}, rounded down to a whole second
     * @throws SignerUnavailableException where the key can't be used now
     * @throws IllegalArgumentException where the token would be longer than 8 KiB, or ends after the year 9999
     */
    public MintedToken mint(SegmentTokenRequest request, Instant now) throws SignerUnavailableException {
        return mint(request, Optional.empty(), now);
    }

    /**
     * Makes a token. Its verification gives back exactly what is asked for here.
     *
     * @param status where its status is published
     * @param now its {@code iat}, rounded down to a whole second
     * @throws SignerUnavailableException where the key can't be used now
     * @throws IllegalArgumentException where the token would be longer than 8 KiB, or ends after the year 9999
     */
    public MintedToken mint(SegmentTokenRequest request, Optional<StatusReference> status, Instant now)
            throws SignerUnavailableException {
        String id = newId();
        long issuedAt = now.getEpochSecond();
        long expiresAt = issuedAt + request.ttl().toSeconds();
        if (issuedAt < 0 || expiresAt > Fields.LATEST) {
            throw new IllegalArgumentException("a token lives between the years 1970 and 9999");
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("jti", id);
        claims.put("iat", issuedAt);
        claims.put("exp", expiresAt);
        claims.put("client_id", request.caller().text());
        claims.put("sub", request.chain().origin().text());
        claims.put("aud", request.target().text());
        String transaction = request.chain().transaction().orElseGet(this::newId);
        claims.put("txn", transaction);
        addOptional(claims, request);
        status.ifPresent(reference -> claims.put(StatusClaim.NAME, StatusClaim.write(reference)));
        claims.put(CordonClaim.NAME, CordonClaim.write(request));
        String compact = CompactJws.sign(header(), claims, signer);
        if (compact.length() > CompactJws.LONGEST) {
            throw new IllegalArgumentException("the token would have " + compact.length()
                    + " characters and be refused: ask for fewer scopes, networks, roles or groups");
        }
        return new MintedToken(compact, id, transaction, Instant.ofEpochSecond(expiresAt));
    }

    private Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", signer.algorithm().toString());
        header.put("kid", signer.keyId());
        header.put("typ", "at+jwt");
        return header;
    }

    private static void addOptional(Map<String, Object> claims, SegmentTokenRequest request) {
        if (!request.scopes().isEmpty()) {
            claims.put("scope", request.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")));
        }
        if (!request.chain().actors().isEmpty()) {
            claims.put("act", act(request.chain().actors()));
        }
        Map<String, Object> confirmation = new LinkedHashMap<>();
        request.bound().certificate().ifPresent(sum -> confirmation.put("x5t#S256", sum.text()));
        request.bound().key().ifPresent(sum -> confirmation.put("jkt", sum.text()));
        if (!confirmation.isEmpty()) {
            claims.put("cnf", confirmation);
        }
    }

    /** RFC 8693 §4.1: the latest actor is outermost. */
    private static Map<String, Object> act(List<ServiceName> actors) {
        Map<String, Object> act = new LinkedHashMap<>();
        for (int i = actors.size() - 1; i >= 0; i--) {
            Map<String, Object> outer = new LinkedHashMap<>();
            outer.put("sub", actors.get(i).text());
            if (!act.isEmpty()) {
                outer.put("act", act);
            }
            act = outer;
        }
        return act;
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
