package dev.cordon.revocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All revocations in force, immutable. Look-ups take names as tokens spell them: unknown ones are not revoked. */
public final class RevocationList {

    /** How far clocks may differ, in seconds: a cut-off also kills what was issued this much after it. */
    public static final long LEEWAY = 5;

    private static final RevocationList EMPTY = new RevocationList(0, Set.of());

    private final long revision;
    private final List<Revocation> entries;
    private final Map<String, Set<String>> tokens = new HashMap<>();
    private final Set<String> chains = new HashSet<>();
    private final Map<String, Set<Long>> generations = new HashMap<>();
    private final Map<String, Long> cutOffs = new HashMap<>();
    private final Set<String> services = new HashSet<>();
    private final Set<String> segments = new HashSet<>();
    private final Map<String, Set<String>> keys = new HashMap<>();

    private RevocationList(long revision, Collection<Revocation> entries) {
        this.revision = revision;
        this.entries = List.copyOf(entries);
        entries.forEach(this::add);
    }

    /** The list without entries, of revision 0. */
    public static RevocationList empty() {
        return EMPTY;
    }

    /**
     * A list of these entries.
     *
     * @param revision grows with every change of the list
     */
    public static RevocationList of(long revision, Collection<Revocation> entries) {
        return new RevocationList(revision, entries);
    }

    private void add(Revocation entry) {
        if (entry instanceof Revocation.OfToken token) {
            tokens.computeIfAbsent(token.issuer().text(), name -> new HashSet<>())
                    .add(token.id());
        } else if (entry instanceof Revocation.OfChain chain) {
            chains.add(chain.transaction());
        } else if (entry instanceof Revocation.OfGeneration one) {
            generations
                    .computeIfAbsent(one.service().text(), name -> new HashSet<>())
                    .add(one.generation());
        } else if (entry instanceof Revocation.IssuedBefore cut) {
            cutOffs.merge(cut.service().text(), cut.second(), Math::max);
        } else if (entry instanceof Revocation.OfService service) {
            services.add(service.service().text());
        } else if (entry instanceof Revocation.OfSegment segment) {
            segments.add(segment.segment().text());
        } else if (entry instanceof Revocation.OfKey key) {
            keys.computeIfAbsent(key.issuer().text(), name -> new HashSet<>()).add(key.keyId());
        }
    }

    /** The revision of this list. */
    public long revision() {
        return revision;
    }

    /** Whether nothing at all is revoked. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** All entries, in no order that means anything. */
    public List<Revocation> entries() {
        return entries;
    }

    /** Whether that token of that issuer is revoked. */
    public boolean hasToken(String issuer, String id) {
        return tokens.getOrDefault(issuer, Set.of()).contains(id);
    }

    /** Whether that chain is revoked. */
    public boolean hasChain(String transaction) {
        return chains.contains(transaction);
    }

    /** Whether what that generation of that service's credential obtained at that second is revoked. */
    public boolean hasCredential(String service, long generation, long issuedAt) {
        return generations.getOrDefault(service, Set.of()).contains(generation)
                || cutOffs.containsKey(service) && issuedAt < cutOffs.getOrDefault(service, 0L) + LEEWAY;
    }

    /** Whether that service is revoked. */
    public boolean hasService(String service) {
        return services.contains(service);
    }

    /** Whether that segment is in quarantine. */
    public boolean hasSegment(String segment) {
        return segments.contains(segment);
    }

    /** Whether that key of that issuer is revoked. */
    public boolean hasKey(String issuer, String keyId) {
        return keys.getOrDefault(issuer, Set.of()).contains(keyId);
    }
}
