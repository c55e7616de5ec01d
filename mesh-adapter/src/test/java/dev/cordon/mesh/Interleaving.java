package dev.cordon.mesh;

import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.KeyRotation;
import dev.cordon.administration.QuarantineRegister;
import dev.cordon.decision.Reason;
import dev.cordon.gate.Answer;
import dev.cordon.issuance.IssuedToken;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.mesh.PromisedDeadlines.Party;
import dev.cordon.mesh.PromisedDeadlines.Shown;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One order of events in a world of one token service, two enforcement points and an operator. */
final class Interleaving {

    private static final int EVENTS = 20;
    private static final Duration REFRESH = Duration.ofSeconds(2);

    private final InterleavedHosts hosts;
    private final Random dice;
    private final PromisedDeadlines promised = new PromisedDeadlines(InterleavedHosts.SEGMENT_OF);
    private final List<Shown> tokens = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final InterleavedCounts counts;
    private long backup;
    private long keysReplaced = Long.MIN_VALUE / 2;

    Interleaving(Random dice, InterleavedCounts counts) throws Exception {
        this.dice = dice;
        this.counts = counts;
        this.hosts = new InterleavedHosts(dice);
    }

    /** Lets it happen; whatever is allowed too late, or denied without a cause, is an error with its story. */
    void run() throws Exception {
        issue();
        for (int i = 0; i < EVENTS; i++) {
            if (dice.nextInt(12) == 0) {
                hosts.store.meanwhile(() -> unchecked(this::revokeSomething));
            }
            event();
        }
        hosts.store.isDown(false);
        hosts.store.meanwhile(() -> {});
        hosts.time.pass(Duration.ofSeconds(4));
        for (Shown token : tokens) {
            call(token);
        }
    }

    private void event() throws Exception {
        switch (dice.nextInt(16)) {
            case 0, 1 -> issue();
            case 2, 3 -> exchange();
            case 4, 5, 6, 7 -> callOne();
            case 8 -> revokeSomething();
            case 9 -> quarantine();
            case 10 -> endQuarantine();
            case 11 -> hosts.store.isDown(dice.nextInt(3) > 0);
            case 12 -> hosts.time.pass(Duration.ofMillis(dice.nextInt(12_000)));
            case 13 -> backUpOrRestore();
            case 14 -> replaceCredential();
            default -> hosts.time.pass(Duration.ofMillis(dice.nextInt(2_500)));
        }
    }

    private void issue() {
        hosts.issue().ifPresent(issued -> keep(issued, List.of()));
    }

    private void exchange() {
        if (!tokens.isEmpty()) {
            Shown parent = tokens.get(dice.nextInt(tokens.size()));
            if (parent.target().equals("orders")) {
                hosts.exchange(parent.compact()).ifPresent(issued -> keep(issued, parent.parties()));
            }
        }
    }

    private void keep(IssuedToken issued, List<Party> earlier) {
        var entry = issued.entry();
        List<Party> parties = new ArrayList<>();
        parties.add(new Party(entry.edge().caller().text(), hosts.time.now()));
        parties.addAll(earlier);
        String target = entry.edge().target().text();
        long credential = hosts.credentialMade(parties.get(0).service(), entry.generation());
        Shown token = new Shown(
                issued.token().reveal(),
                entry.id(),
                issued.token().transaction(),
                hosts.keyId(issued.token().reveal()),
                target,
                parties,
                entry.generation(),
                credential);
        requireMayBeIssued(token);
        tokens.add(token);
        tell("issued " + token.id() + " " + parties + " for " + target);
    }

    /** Quarantine stops minting and exchange: as late as the token service may go on with what it knows. */
    private void requireMayBeIssued(Shown token) {
        long now = hosts.time.now();
        long since = promised.closedSince(token, now);
        long late = hosts.denyAfter(token.target()).toNanos();
        if (since != Long.MAX_VALUE && now - since > late) {
            throw new AssertionError("issued in quarantine, " + Duration.ofNanos(now - since) + " after it began: "
                    + token.parties() + story());
        }
    }

    private void callOne() {
        if (!tokens.isEmpty()) {
            call(tokens.get(dice.nextInt(tokens.size())));
        }
    }

    private void call(Shown token) {
        InterleavedHosts.Point point = hosts.points.get(dice.nextInt(hosts.points.size()));
        Answer answer = point.call(token.compact(), token.target());
        long now = hosts.time.now();
        long since = promised.deadSince(token, now);
        tell("call " + token.id() + ": " + answer);
        if (answer.goesOn()) {
            counts.allowed++;
            requireInTime(token, now, since);
        } else {
            counts.denied++;
            boolean answering =
                    now - hosts.store.lastFailure() > Duration.ofSeconds(31).toNanos()
                            || hosts.store.lastFailure() == Long.MIN_VALUE;
            if (answering && promised.isUntouched(token, now) && !isSignedByWhatIsNew(answer, now)) {
                throw new AssertionError("denied without a cause: " + answer + story());
            }
        }
        counts.dead += since == Long.MAX_VALUE ? 0 : 1;
    }

    /** After an emergency the new key signs at once, and is known with the next refresh. */
    private boolean isSignedByWhatIsNew(Answer answer, long now) {
        return answer.reason().filter(why -> why == Reason.KEY_UNKNOWN).isPresent()
                && now - keysReplaced < REFRESH.plusSeconds(1).toNanos();
    }

    private void requireInTime(Shown token, long now, long since) {
        if (since == Long.MAX_VALUE) {
            return;
        }
        Duration late = Duration.ofNanos(now - since);
        boolean answered = hosts.store.lastFailure() < since;
        Duration most = answered ? REFRESH : hosts.denyAfter(token.target());
        if (late.compareTo(most) > 0) {
            throw new AssertionError(
                    "allowed " + late + " after it was revoked" + (answered ? "" : ", the store silent") + story());
        }
        counts.within(late);
    }

    private void revokeSomething() throws AdministrationRefusedException, SigningKeyStoreUnavailableException {
        if (tokens.isEmpty()) {
            return;
        }
        Shown token = tokens.get(dice.nextInt(tokens.size()));
        Party party = token.parties().get(dice.nextInt(token.parties().size()));
        ServiceName service = new ServiceName(party.service());
        long second = hosts.operator.get().wall().getEpochSecond();
        switch (dice.nextInt(8)) {
            case 0 -> revoke(new Revocation.OfToken(new IssuerName("cordon"), token.id()));
            case 1 -> revoke(new Revocation.OfChain(token.transaction()));
            case 2 ->
                revoke(new Revocation.OfGeneration(
                        new ServiceName(token.parties().get(0).service()), token.generation()));
            case 3, 4 -> revoke(new Revocation.IssuedBefore(service, second, dice.nextBoolean()));
            case 5 -> revoke(new Revocation.OfService(service));
            case 6 -> replaceKeys();
            default -> quarantine();
        }
    }

    private void revoke(Revocation revocation) {
        long asked = hosts.time.now();
        long acknowledged = Long.MAX_VALUE;
        try {
            hosts.store.add(revocation, Optional.empty());
            acknowledged = hosts.time.now();
        } catch (RevocationStoreUnavailableException e) {
            // it may have been added
        }
        promised.revoked(revocation, asked, acknowledged, Long.MAX_VALUE);
        tell("revoke " + revocation + (acknowledged == Long.MAX_VALUE ? ", unanswered" : ""));
    }

    private void replaceKeys() throws AdministrationRefusedException, SigningKeyStoreUnavailableException {
        long asked = hosts.time.now();
        long acknowledged = Long.MAX_VALUE;
        List<String> before = hosts.keyIds();
        try {
            new KeyRotation(hosts.keys, hosts.store, hosts.schedule, hosts::freshKey)
                    .replaceAll(new IssuerName("cordon"), hosts.operator.get().wall());
            acknowledged = hosts.time.now();
        } catch (RevocationStoreUnavailableException e) {
            // some may have been revoked
        }
        keysReplaced = hosts.time.now();
        for (String key : before) {
            promised.revoked(new Revocation.OfKey(new IssuerName("cordon"), key), asked, acknowledged, Long.MAX_VALUE);
        }
        tell("replace keys " + before);
    }

    private void quarantine() throws AdministrationRefusedException {
        Zone zone = zone();
        Revocation.Direction direction = Revocation.Direction.values()[dice.nextInt(3)];
        Instant now = hosts.operator.get().wall();
        Instant until = now.plusMillis(1_000 + dice.nextInt(15_000));
        long asked = hosts.time.now();
        long acknowledged = Long.MAX_VALUE;
        try {
            new QuarantineRegister(hosts.store).begin(zone, direction, until, "a test", now);
            acknowledged = hosts.time.now();
        } catch (RevocationStoreUnavailableException e) {
            // it may have begun
        }
        Revocation revocation = new Revocation.Quarantine(zone, direction, until.getEpochSecond() + 1, "a test");
        long end = Duration.between(SimulatedTime.at(0), until).toNanos();
        promised.revoked(revocation, asked, acknowledged, end);
        tell("quarantine " + zone + " " + direction + " until " + until);
    }

    private void endQuarantine() {
        Zone zone = zone();
        long now = hosts.time.now();
        try {
            new QuarantineRegister(hosts.store)
                    .end(zone, Optional.empty(), hosts.operator.get().wall());
        } catch (AdministrationRefusedException | RevocationStoreUnavailableException e) {
            return;
        } finally {
            promised.ended(zone, now);
        }
        tell("end quarantine of " + zone);
    }

    private Zone zone() {
        List<String> services = List.copyOf(InterleavedHosts.SEGMENT_OF.keySet());
        String service = services.get(dice.nextInt(services.size()));
        return dice.nextBoolean()
                ? new Zone.OfService(new ServiceName(service))
                : new Zone.OfSegment(new SegmentName(String.valueOf(InterleavedHosts.SEGMENT_OF.get(service))));
    }

    private void backUpOrRestore() {
        if (dice.nextBoolean()) {
            hosts.store.backUp();
            backup = hosts.time.now();
        } else if (dice.nextInt(3) == 0) {
            long second = hosts.operator.get().wall().getEpochSecond() + 1;
            hosts.store.restore(new Revocation.Epoch(second));
            promised.restored(backup, hosts.time.now());
            tell("restore of " + backup);
        }
    }

    private void replaceCredential() throws Exception {
        hosts.replaceCredential(dice.nextBoolean() ? "web" : "orders");
    }

    private void tell(String what) {
        story.add(Duration.ofNanos(hosts.time.now()) + " " + what);
    }

    private String story() {
        return "\n" + String.join("\n", story);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void unchecked(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
