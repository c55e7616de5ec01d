package dev.cordon.revocation;

import dev.cordon.token.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** All revocations in force, immutable. Look-ups take names as tokens spell them: unknown ones are not revoked. */
public final class RevocationList {

    /** How far clocks may differ, in seconds: a cut-off also kills what was issued this much after it. */
    public static final long LEEWAY = 5;

    private static final RevocationList EMPTY = new RevocationList(0, FingerprintSet.EMPTY, List.of());

    private final long revision;
    /** Tokens and chains, which come by the million. */
    private final FingerprintSet fingerprints;
    /** All others. */
    private final List<RevocationEntry> others;

    private final Map<String, Set<Long>> generations = new HashMap<>();
    private final CutOffs cutOffs;
    private final Quarantines quarantines;
    private final Set<String> services = new HashSet<>();
    private final Map<String, Set<String>> keys = new HashMap<>();

    private RevocationList(long revision, FingerprintSet fingerprints, Collection<RevocationEntry> others) {
        this.revision = revision;
        this.fingerprints = fingerprints;
        this.others = List.copyOf(others);
        List<Revocation> all = others.stream().map(RevocationEntry::revocation).toList();
        this.cutOffs = new CutOffs(all);
        this.quarantines = new Quarantines(all);
        all.forEach(this::add);
    }

    /** The list without entries, of revision 0. */
    public static RevocationList empty() {
        return EMPTY;
    }

    /**
     * A list of these entries, which are never over.
     *
     * @param revision grows with every change of the list
     */
    public static RevocationList of(long revision, Collection<Revocation> entries) {
        List<RevocationEntry> all =
                entries.stream().map(RevocationEntry::forEver).toList();
        return EMPTY.with(revision, all, Instant.EPOCH);
    }

    /**
     * This list with some more entries, each of them one with that of its place. What is over is left out, of tokens
     * and chains not at once. The work is that of the added entries and of those that are neither of tokens nor of
     * chains, on average.
     *
     * @param revision higher than that of this list
     * @param now what is over by then may be left out
     */
    public RevocationList with(long revision, Collection<RevocationEntry> added, Instant now) {
        List<Fingerprint> prints = new ArrayList<>();
        List<OptionalLong> ends = new ArrayList<>();
        Map<Revocation, RevocationEntry> rest = new LinkedHashMap<>();
        others.stream()
                .filter(entry -> !entry.isOver(now))
                .forEach(entry -> rest.put(entry.revocation().place(), entry));
        for (RevocationEntry entry : added) {
            Optional<Fingerprint> print = fingerprint(entry.revocation());
            if (print.isPresent()) {
                prints.add(print.get());
                ends.add(entry.endSecond());
            } else {
                rest.merge(entry.revocation().place(), entry, RevocationEntry::and);
            }
        }
        rest.values().removeIf(entry -> entry.isOver(now));
        return new RevocationList(revision, fingerprints.with(prints, ends, now), rest.values());
    }

    /**
     * This list with nothing or another entry in the place of one.
     *
     * @param revision higher than that of this list
     * @param now what is over by then may be left out
     */
    public RevocationList replaced(long revision, Revocation entry, Optional<RevocationEntry> by, Instant now) {
        Optional<Fingerprint> print = fingerprint(entry);
        RevocationList without = new RevocationList(
                revision,
                print.isPresent() ? fingerprints.without(print.get()) : fingerprints,
                others.stream().filter(one -> !one.revocation().equals(entry)).toList());
        return by.isEmpty() ? without : without.with(revision, List.of(by.get()), now);
    }

    private static Optional<Fingerprint> fingerprint(Revocation entry) {
        if (entry instanceof Revocation.OfToken token) {
            return Optional.of(Fingerprint.ofToken(token.issuer().text(), token.id()));
        }
        return entry instanceof Revocation.OfChain chain
                ? Optional.of(Fingerprint.ofChain(chain.transaction()))
                : Optional.empty();
    }

    private void add(Revocation entry) {
        if (entry instanceof Revocation.OfGeneration one) {
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
        return others.isEmpty() && fingerprints.size() == 0;
    }

    /** All entries but those of tokens and chains, in no order that means anything. */
    public List<Revocation> entries() {
        return others.stream().map(RevocationEntry::revocation).toList();
    }

    /** How many entries there are, about: of what was added again or is over, some may still count. */
    public int size() {
        return others.size() + fingerprints.size();
    }

    /** What the entries of tokens and chains take in memory, in bytes. */
    public long bytes() {
        return fingerprints.bytes();
    }

    /** Whether that token of that issuer is revoked. */
    public boolean hasToken(String issuer, String id) {
        return hasToken(Fingerprint.ofToken(issuer, id));
    }

    /** Whether the token of that fingerprint is revoked. Allocates nothing. */
    public boolean hasToken(Fingerprint token) {
        return fingerprints.contains(token);
    }

    /** Whether that chain is revoked. */
    public boolean hasChain(String transaction) {
        return hasChain(Fingerprint.ofChain(transaction));
    }

    /** Whether the chain of that fingerprint is revoked. Allocates nothing. */
    public boolean hasChain(Fingerprint chain) {
        return fingerprints.contains(chain);
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
