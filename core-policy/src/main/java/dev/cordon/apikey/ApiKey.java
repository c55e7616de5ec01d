package dev.cordon.apikey;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TimeWindow;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ShownApiKey;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an API key. It never holds the key, only the hash that a key is known by.
 *
 * @param id its public part, which logs and people name it by: 1 to 128 printable ASCII characters without space
 * @param hash the SHA-256 of its text
 * @param grant what it lets its holder do
 * @param terms who answers for it, and from when until when it works
 */
public record ApiKey(String id, TokenHash hash, Grant grant, Terms terms) {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_OWNER = 256;

    /**
     * What it lets its holder do.
     *
     * @param edge the one edge and flow that it is for
     * @param scopes the scopes that it has, each once
     * @param bounds where and when
     */
    public record Grant(LedgerEntry.Edge edge, List<Scope> scopes, Bounds bounds) {

        /** Drops what is named twice. */
        public Grant {
            scopes = scopes.stream().distinct().toList();
        }
    }

    /**
     * Where and when it may be used.
     *
     * @param environment where it is for
     * @param networks from where it may be used; empty for anywhere
     * @param windows when it may be used; empty for any time
     */
    public record Bounds(Environment environment, List<Cidr> networks, List<TimeWindow> windows) {

        /** Copies the lists. */
        public Bounds {
            networks = List.copyOf(networks);
            windows = List.copyOf(windows);
        }
    }

    /**
     * Who answers for it, and from when until when it works.
     *
     * @param owner a team or a person, 1 to 256 characters
     * @param createdAt when it was made, in whole seconds
     * @param expiresAt from when on it does not work, in whole seconds; at most {@link #LONGEST} later
     * @param revokedAt when it was revoked: it does not work from then on; empty where it was not
     */
    public record Terms(String owner, Instant createdAt, Instant expiresAt, Optional<Instant> revokedAt) {

        /** The longest life of a key. */
        public static final Duration LONGEST = Duration.ofDays(366);

        /** @throws IllegalArgumentException where the owner is no name, or the life is out of range */
        public Terms {
            if (owner.isEmpty()
                    || owner.length() > LONGEST_OWNER
                    || owner.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "an owner has 1 to 256 characters, none of them a control character");
            }
            if (!isWhole(createdAt)
                    || !isWhole(expiresAt)
                    || !expiresAt.isAfter(createdAt)
                    || Duration.between(createdAt, expiresAt).compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("an API key ends 1 second to 366 days after it was made");
            }
        }

        private static boolean isWhole(Instant time) {
            return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /** @throws IllegalArgumentException where the id is none */
    public ApiKey {
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new IllegalArgumentException("an API key's id has 1 to 128 printable characters without space");
        }
    }

    /** The same, revoked at that time; as it is where it was revoked before. */
    public ApiKey revoked(Instant at) {
        Optional<Instant> since = terms.revokedAt().or(() -> Optional.of(at));
        return new ApiKey(id, hash, grant, new Terms(terms.owner(), terms.createdAt(), terms.expiresAt(), since));
    }

    /** What it says of its holder, to who shows it; empty where something else is shown. */
    public Optional<VerifiedToken> shownBy(PresentedToken presented) {
        LedgerEntry.Edge edge = grant.edge();
        Bounds bounds = grant.bounds();
        return ShownApiKey.of(presented, hash)
                .map(shown -> shown.id(id)
                        .edge(
                                edge.caller().text(),
                                edge.target().text(),
                                edge.purpose().text())
                        .scopes(grant.scopes().stream().map(Scope::text).toList())
                        .bounds(bounds.environment().text(), bounds.networks(), bounds.windows())
                        .times(
                                terms.createdAt().getEpochSecond(),
                                terms.expiresAt().getEpochSecond())
                        .token());
    }

    /** Whether it was revoked. */
    public boolean isRevoked() {
        return terms.revokedAt().isPresent();
    }
}
