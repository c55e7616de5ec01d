package dev.cordon.mesh;

import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenSink;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.Moment;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.TokenServiceTrial;
import dev.cordon.issuance.ApiKeyDesk;
import dev.cordon.issuance.ApiKeyRequest;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.IssuedApiKey;
import dev.cordon.issuance.IssuingSnapshots;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.StoredKeys;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.issuance.TokenServices;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.UsageTally;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.rotation.CredentialTrial;
import dev.cordon.token.LocalReplayStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The token service of this process, over its embedded store: what it issues the forward-auth server beside it accepts,
 * and what is revoked in it that one denies, from its next refresh on. Looks after its keys and its ledger by itself,
 * on a thread of its own. Safe for use by many threads.
 */
public final class EmbeddedIssuer implements AutoCloseable {

    /** Client assertions and proofs that are remembered, until they could not be used again. */
    private static final int REMEMBERED = 1 << 20;

    /** Tokens' operations that may be used between two entries in the ledger. */
    private static final int TALLIED = 65_536;

    /** For how long the ledger tells of what is over. */
    private static final Duration REMINDED = Duration.ofDays(90);

    private static final Duration TELLING = Duration.ofSeconds(1);
    private static final Duration TIDYING = Duration.ofMinutes(1);

    private final String issuer;
    private final EmbeddedStore store;
    private final StoredKeys keys;
    private final IssuingSnapshots snapshots;
    private final UsageTally<String> tally = new UsageTally<>(TALLIED);
    private final CountedCredentials credentials;
    private final TokenServer.Shared shared;
    private final TokenServices services;
    private final ApiKeyDesk apiKeys;
    private final ScheduledExecutorService upkeep;

    private EmbeddedIssuer(String issuer, EmbeddedStore store, SnapshotSource files, TokenServer.Shared shared) {
        AuthorizationServer.requireIdentifier(issuer);
        this.issuer = issuer;
        this.store = store;
        this.shared = shared;
        this.credentials = new CountedCredentials(store.credentials());
        this.keys = new StoredKeys(issuer, store.signingKeys(), KeySchedule.standard(), new SecureRandom());
        this.snapshots = new IssuingSnapshots(
                files,
                issuer,
                new IssuingSnapshots.Stored(keys, store.revocations(), store.apiKeys(), store.registry()),
                shared.clock());
        this.services = new TokenServices(
                issuer,
                snapshots,
                keys,
                new TokenServices.Stores(
                        credentials,
                        store.tokens(),
                        store.statuses(),
                        store.revocations(),
                        new LocalReplayStore(REMEMBERED)),
                new SecureRandom());
        this.apiKeys = new ApiKeyDesk(snapshots, store.apiKeys(), store.tokens(), new SecureRandom());
        this.upkeep = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cordon-upkeep");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A token service over a store, which has a key to sign with when this returns.
     *
     * @param issuer its issuer identifier (RFC 8414 §2): the {@code iss} of an issuer of the policy
     * @param store not closed with this
     * @param files the policy and the keys of other issuers
     * @param notices takes lines for operators, from any thread; must not block for long
     * @throws SigningKeyStoreUnavailableException where keys can't be read or made, such as with another master key
     * @throws IllegalArgumentException where the issuer identifier is none
     */
    public static EmbeddedIssuer over(
            EmbeddedStore store, String issuer, SnapshotSource files, Consumer<String> notices)
            throws SigningKeyStoreUnavailableException {
        Clock clock = Clock.systemUTC();
        return over(
                store,
                issuer,
                files,
                new TokenServer.Shared(() -> new Moment(clock.instant(), System.nanoTime()), notices));
    }

    static EmbeddedIssuer over(EmbeddedStore store, String issuer, SnapshotSource files, TokenServer.Shared shared)
            throws SigningKeyStoreUnavailableException {
        EmbeddedIssuer embedded = new EmbeddedIssuer(issuer, store, files, shared);
        try {
            embedded.rotate();
        } catch (SigningKeyStoreUnavailableException e) {
            embedded.upkeep.shutdownNow();
            throw e;
        }
        embedded.every(TELLING, embedded::tell);
        embedded.every(TIDYING, embedded::tidy);
        return embedded;
    }

    /** The given source's snapshots, with this service's keys and with what is revoked. */
    public SnapshotSource snapshots() {
        return snapshots;
    }

    /** Takes records to see which tokens are used, and passes them on. */
    public DecisionSink counting(DecisionSink next) {
        return new UsageMeter(next, tally);
    }

    /**
     * Starts a server of the OAuth endpoints; when this returns it answers.
     *
     * @param config where it listens, which proxies are believed, what it puts up with, which nonces DPoP proofs need
     * @param log takes a record of each request
     * @throws IOException where it can't listen, saying why
     */
    public TokenServer serve(MeshConfig config, TokenSink log) throws IOException {
        return TokenServer.start(
                config, services.server(log, config.answers().nonces(), PlatformIdentities.NONE), shared);
    }

    /**
     * Tries credentials here.
     *
     * @param log takes a record of each trial
     */
    CredentialTrial trial(TokenSink log) {
        return new TokenServiceTrial(
                services.server(log, Optional.empty(), PlatformIdentities.NONE), issuer, shared.clock());
    }

    /**
     * Makes an API key by the policy in use. It works from the next refresh on.
     *
     * @throws TokenRefusedException where the policy does not allow it, or it can't be made now
     */
    public IssuedApiKey issue(ApiKeyRequest request) throws TokenRefusedException {
        return apiKeys.issue(request, shared.clock().get());
    }

    private Instant now() {
        return shared.clock().get().wall();
    }

    private void every(Duration period, Runnable work) {
        Object unused =
                upkeep.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void rotate() throws SigningKeyStoreUnavailableException {
        if (keys.rotateIfDue(SignatureAlgorithm.ES256, now())) {
            shared.notices().accept("made a new signing key");
        }
    }

    private void tell() {
        guarded(() -> {
            var uses = tally.take();
            if (!uses.isEmpty()) {
                store.tokens().used(uses);
            }
        });
        guarded(credentials::tell);
    }

    private void tidy() {
        guarded(this::rotate);
        guarded(() -> store.tokens().forget(now().minus(REMINDED)));
        guarded(() -> store.statuses().forgetPlaces(now()));
        guarded(() -> store.apiKeys().forget(now().minus(REMINDED)));
    }

    /** Upkeep of one kind. */
    private interface Work {
        void run()
                throws TokenLedgerUnavailableException, SigningKeyStoreUnavailableException,
                        ApiKeyStoreUnavailableException, CredentialLedgerUnavailableException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (TokenLedgerUnavailableException
                | SigningKeyStoreUnavailableException
                | ApiKeyStoreUnavailableException
                | CredentialLedgerUnavailableException e) {
            shared.notices().accept("upkeep of the store failed: " + e.getMessage());
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault must not end the upkeep
            shared.notices()
                    .accept("upkeep of the store failed: " + e.getClass().getSimpleName());
        }
    }

    /** Tells the ledger what it was not told yet, and ends the upkeep. */
    @Override
    public void close() {
        upkeep.shutdownNow();
        tell();
    }
}
