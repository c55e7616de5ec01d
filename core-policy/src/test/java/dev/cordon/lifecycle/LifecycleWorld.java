package dev.cordon.lifecycle;

import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.rotation.InMemoryRotationJournal;
import dev.cordon.rotation.InMemorySecretVault;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores, a clock and rules for the events of one service. */
final class LifecycleWorld implements LifecycleRules {

    static final ServiceName ORDERS = new ServiceName("orders-api");
    static final Environment PRODUCTION = new Environment("production");
    static final String DEPLOYER = "deployer";
    static final Duration GRACE = Duration.ofMinutes(30);

    final InMemoryRegistryStore registry = new InMemoryRegistryStore();
    final InMemoryRotationJournal journal = new InMemoryRotationJournal();
    final InMemoryCredentialLedger ledger = new InMemoryCredentialLedger();
    final InMemorySecretVault vault = new InMemorySecretVault();
    final InMemoryApiKeyStore apiKeys = new InMemoryApiKeyStore();
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> now());
    final List<String> notices = new ArrayList<>();

    private final Instant start = Instant.parse("2026-11-28T12:00:00Z");
    private Instant now = start;
    private Optional<String> problem = Optional.empty();
    private Optional<Rotation> rotation = Optional.of(new Rotation(Optional.empty(), Optional.empty(), GRACE));

    Instant now() {
        return now;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** What each trial of a credential comes to from now on. */
    void trialsEnd(Optional<String> with) {
        problem = with;
    }

    void rotating(Optional<Rotation> how) {
        rotation = how;
    }

    @Override
    public Environment environment() {
        return PRODUCTION;
    }

    @Override
    public boolean trusts(String source) {
        return source.equals(DEPLOYER);
    }

    @Override
    public Optional<Rotation> rotation(ServiceName service) {
        return service.equals(ORDERS) ? rotation : Optional.empty();
    }

    Rotations rotations() {
        RotationTerms terms = new RotationTerms(
                Duration.ofHours(1), Duration.ofSeconds(30), 3, Duration.ofSeconds(10), Duration.ofMinutes(1));
        return new Rotations(
                new Rotations.Parts(journal, ledger, vault, revocations, (id, secret) -> problem, service -> false),
                terms,
                service -> rotation(service).map(Rotation::grace),
                this::now,
                new SecureRandom());
    }

    Lifecycle lifecycle() {
        return lifecycle(ledger);
    }

    /** One whose retirements end credentials there. */
    Lifecycle lifecycle(CredentialLedger ending) {
        Retirement retirement = new Retirement(new Retirement.Stores(ending, apiKeys, revocations), notices::add);
        return new Lifecycle(new Lifecycle.Parts(registry, ledger, rotations(), retirement), this, this::now);
    }

    /** What happened that many seconds after the start. */
    ServiceEvent event(ServiceEvent.Kind kind, int second) {
        return new ServiceEvent(
                kind,
                ORDERS,
                PRODUCTION,
                ServiceEvent.Details.running("r" + second),
                new ServiceEvent.Origin(DEPLOYER, "e" + second, start.plusSeconds(second)));
    }

    Disposition take(ServiceEvent.Kind kind, int second) throws Exception {
        return lifecycle().take(event(kind, second));
    }

    /** All that is due now is done. */
    void work() throws Exception {
        rotations().work(10);
        lifecycle().work(10);
    }

    List<State> states() throws Exception {
        return ledger.of(ORDERS).stream().map(Credential::state).toList();
    }

    RegisteredService service() throws Exception {
        return registry.find(ORDERS).orElseThrow();
    }
}
