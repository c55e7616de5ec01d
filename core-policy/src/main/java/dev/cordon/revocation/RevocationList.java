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
    private final CutOffs cutOffs;
    private final Quarantines quarantines;
    private final Set<String> services = new HashSet<>();
    private final Map<String, Set<String>> keys = new HashMap<>();

    private RevocationList(long revision, Collection<Revocation> entries) {
        this.revision = revision;
        this.entries = List.copyOf(entries);
        this.cutOffs = new CutOffs(entries);
        this.quarantines = new Quarantines(entries);
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
        } else if (entry instanceof Revocation.OfService service) {
            services.add(service.service().text());
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

    /** Whether that generation of that service's credential is revoked, and with it what was obtained with it. */
    public boolean hasGeneration(String service, long generation) {
        return generations.getOrDefault(service, Set.of()).contains(generation);
    }

    /** Whether that service is revoked. */
    public boolean hasService(String service) {
        return services.contains(service);
    }

    /** Whether that key of that issuer is revoked. */
    public boolean hasKey(String issuer, String keyId) {
        return keys.getOrDefault(issuer, Set.of()).contains(keyId);
    }

    /** What was issued too early to be good. */
    public CutOffs cutOffs() {
        return cutOffs;
    }

    /** What is in quarantine, or was. */
    public Quarantines quarantines() {
        return quarantines;
    }
}
