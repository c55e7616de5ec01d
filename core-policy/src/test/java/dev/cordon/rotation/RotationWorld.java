package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores, a clock and a token service for the credential of one service. */
final class RotationWorld {

    static final ServiceName ORDERS = new ServiceName("orders-api");
    static final RotationTerms TERMS = new RotationTerms(
            Duration.ofHours(1), Duration.ofMinutes(5), 3, Duration.ofSeconds(10), Duration.ofMinutes(1));

    final InMemoryRotationJournal journal = new InMemoryRotationJournal();
    final InMemoryCredentialLedger ledger = new InMemoryCredentialLedger();
    final InMemorySecretVault vault = new InMemorySecretVault();
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> now());

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private Optional<String> problem = Optional.empty();
    private boolean quarantined;
    private int tried;

    Instant now() {
        return now;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** What each trial comes to from now on, whatever the credential is. */
    void trialsEnd(Optional<String> with) {
        problem = with;
    }

    void quarantined(boolean is) {
        quarantined = is;
    }

    int tried() {
        return tried;
    }

    /** Whoever is at work, on the stores as they are or as something stands before them. */
    Rotations rotations(UnaryOperator<Rotations.Parts> before) {
        return new Rotations(
                before.apply(
                        new Rotations.Parts(journal, ledger, vault, revocations, this::trial, service -> quarantined)),
                TERMS,
                this::now,
                new SecureRandom());
    }

    Rotations rotations() {
        return rotations(parts -> parts);
    }

    /** As a token service would answer to the audience of trials. */
    private Optional<String> trial(Credential.Id id, ClientSecret secret) {
        tried++;
        Optional<Credential> there = generation(id.generation());
        boolean good = there.isPresent()
                && there.get().isLive(now)
                && there.get().proof().equals(secret.proof());
        return good ? problem : Optional.of("the token service does not know it");
    }

    Optional<Credential> generation(long number) {
        return all().stream().filter(one -> one.generation() == number).findFirst();
    }

    List<Credential> all() {
        try {
            return ledger.of(ORDERS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Revocations of generations that have an end though these could obtain more, or have none though they can't. */
    List<RevocationEntry> oddEnds() throws Exception {
        return revocations.page(Optional.empty(), 100).entries().stream()
                .filter(entry -> entry.revocation() instanceof Revocation.OfGeneration one
                        && entry.until().isPresent()
                                != generation(one.generation())
                                        .filter(found -> found.state() != State.REVOKED)
                                        .isEmpty())
                .toList();
    }

    State state(long number) {
        return generation(number).orElseThrow().state();
    }

    /** Whether the service obtains tokens with what it is given. */
    boolean givenWorks() throws Exception {
        Optional<Credential.Id> given = vault.given(ORDERS);
        if (given.isEmpty()) {
            return false;
        }
        Credential credential = generation(given.get().generation()).orElseThrow();
        return (credential.state() == State.CURRENT || credential.state() == State.PREVIOUS)
                && vault.read(given.get())
                        .map(secret -> secret.proof().equals(credential.proof()))
                        .orElse(false);
    }

    LifeEvent.Request request(int second) {
        return new LifeEvent.Request(Instant.parse("2026-11-28T11:00:00Z").plusSeconds(second), "e" + second);
    }

    LifeEvent deployed(int second) {
        return new LifeEvent.Wanted(request(second), LifeEvent.Cause.DEPLOYED, Optional.empty());
    }

    /** Takes an event, and does all that is due at once. */
    CredentialLife after(LifeEvent event) throws Exception {
        rotations().take(ORDERS, event);
        return settled();
    }

    CredentialLife settled() throws Exception {
        rotations().work(10);
        return journal.of(ORDERS);
    }
}
