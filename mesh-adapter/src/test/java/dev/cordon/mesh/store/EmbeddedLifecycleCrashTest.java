package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.lifecycle.Lifecycle;
import dev.cordon.lifecycle.LifecycleRules;
import dev.cordon.lifecycle.Reconciler;
import dev.cordon.lifecycle.Retirement;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVault;
import dev.cordon.token.TokenHash;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that dies after any of its writes into the file, and the next one, which opens it and is told all again: it
 * ends where an undisturbed one does.
 */
class EmbeddedLifecycleCrashTest implements LifecycleRules {

    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final ServiceName PAYMENTS = new ServiceName("payments-api");
    private static final Environment PRODUCTION = new Environment("production");
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final RotationTerms TERMS =
            new RotationTerms(GRACE, Duration.ofSeconds(30), 3, Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("ordering", Trust.INTERNAL)
            .rotating("ordering", new Rotation(Optional.empty(), Optional.empty(), GRACE))
            .segment("money", Trust.INTERNAL)
            .caller(ORDERS.text(), "ordering")
            .service(PAYMENTS.text(), "money", "payments.example", "POST /charges")
            .issuer("cordon", TokenKind.SEGMENT, "ordering")
            .flow("charge", ORDERS.text(), PAYMENTS.text())
            .build());

    /** What only asks: who dies after it dies as after the write before. */
    private static final Set<String> QUESTIONS =
            Set.of("of", "find", "read", "given", "kept", "due", "services", "closing", "page", "usage");

    enum Story {
        TAKEN_BACK,
        RETIRED,
        BACK
    }

    private static List<Kind> kinds(Story story) {
        return switch (story) {
            case TAKEN_BACK -> List.of(Kind.DEPLOYED, Kind.DEPLOYED, Kind.ROLLED_BACK);
            case RETIRED -> List.of(Kind.DEPLOYED, Kind.RETIRED);
            case BACK -> List.of(Kind.DEPLOYED, Kind.RETIRED, Kind.DEPLOYED);
        };
    }

    /** The generation that works in the end; -1 for none. */
    private static long current(Story story) {
        return switch (story) {
            case TAKEN_BACK -> 0;
            case RETIRED -> -1;
            case BACK -> 1;
        };
    }

    private static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    private Instant now = START;
    private int left;

    @Override
    public Environment environment() {
        return PRODUCTION;
    }

    @Override
    public boolean trusts(String source) {
        return true;
    }

    @Override
    public Optional<Rotation> rotation(ServiceName service) {
        return Optional.of(new Rotation(Optional.empty(), Optional.empty(), GRACE));
    }

    private EmbeddedStore open(Path file) throws StoreRefusedException {
        return EmbeddedStore.open(file, Stores.key(Stores.KEY), () -> now, new SecureRandom());
    }

    private <T> T dying(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            try {
                Object result = method.invoke(store, args);
                if (!QUESTIONS.contains(method.getName()) && --left == 0) {
                    throw new Death();
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** What is at work in one process. */
    private record Working(Lifecycle lifecycle, Rotations rotations, Reconciler reconciler) {

        void work() throws Exception {
            int done = 1;
            while (done > 0) {
                done = rotations.work(10) + lifecycle.work(10);
            }
        }
    }

    private Working begin(EmbeddedStore store) {
        RegistryStore registry = dying(RegistryStore.class, store.registry());
        RotationJournal journal = dying(RotationJournal.class, store.rotations());
        CredentialLedger ledger = dying(CredentialLedger.class, store.credentials());
        SecretVault vault = dying(SecretVault.class, store.secrets());
        RevocationStore revocations = dying(RevocationStore.class, store.revocations());
        ApiKeyStore apiKeys = dying(ApiKeyStore.class, store.apiKeys());
        Rotations rotations = new Rotations(
                new Rotations.Parts(
                        journal, ledger, vault, revocations, (id, secret) -> Optional.empty(), service -> false),
                TERMS,
                () -> now,
                new SecureRandom());
        Retirement retirement = new Retirement(new Retirement.Stores(ledger, apiKeys, revocations), notice -> {});
        return new Working(
                new Lifecycle(new Lifecycle.Parts(registry, ledger, rotations, retirement), this, () -> now),
                rotations,
                new Reconciler(
                        new Reconciler.Parts(registry, ledger, journal, vault, rotations),
                        () -> Optional.of(POLICY),
                        Optional.empty(),
                        () -> now));
    }

    private static ServiceEvent event(Story story, int number) {
        return new ServiceEvent(
                kinds(story).get(number),
                ORDERS,
                PRODUCTION,
                ServiceEvent.Details.running("r" + number),
                new ServiceEvent.Origin("deployer", "e" + number, START.plusSeconds(number)));
    }

    /** All events of a story, one after another, each with what follows from it. */
    private void tell(Story story, Working working) throws Exception {
        for (int i = 0; i < kinds(story).size(); i++) {
            now = now.plusSeconds(10);
            assertThat(working.lifecycle().take(event(story, i)).isRefused()).isFalse();
            working.work();
        }
    }

    private void rest(Working working) throws Exception {
        for (int i = 0; i < 6; i++) {
            now = now.plus(GRACE);
            working.work();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenever_a_process_dies_the_next_one_comes_to_the_same_end(Story story) throws Exception {
        int point = 0;
        boolean died = true;
        while (died) {
            Path file = folder.resolve(story + "-" + ++point);
            now = START;
            died = dies(story, file, point);
            try (EmbeddedStore store = open(file)) {
                String told = story + " dead after write " + point;
                checkBetween(story, store, told);
                Working next = begin(store);
                tell(story, next);
                rest(next);
            }
            try (EmbeddedStore store = open(file)) {
                checkEnd(story, store, story + " dead after write " + point);
            }
        }
        System.out.printf("lives in the embedded store: %s, dead after each of %d writes%n", story, point - 1);
        assertThat(point).isGreaterThan(20);
    }

    private boolean dies(Story story, Path file, int point) throws Exception {
        try (EmbeddedStore store = open(file)) {
            store.apiKeys().add(key());
            left = point;
            Working working = begin(store);
            tell(story, working);
            rest(working);
            return false;
        } catch (Death e) {
            return true;
        } finally {
            left = 0;
        }
    }

    private static ApiKey key() {
        return new ApiKey(
                "own",
                TokenHash.of("own"),
                new ApiKey.Grant(
                        new LedgerEntry.Edge(ORDERS, PAYMENTS, new FlowId("charge")),
                        List.of(),
                        new ApiKey.Bounds(PRODUCTION, List.of(), List.of())),
                new ApiKey.Terms("ada", START, START.plus(Duration.ofDays(30)), Optional.empty()));
    }

    /** A service that lives all the time works with what it is given, wherever a process died. */
    private void checkBetween(Story story, EmbeddedStore store, String told) throws Exception {
        Optional<Credential.Id> given = store.secrets().given(ORDERS);
        if (story == Story.TAKEN_BACK && given.isPresent()) {
            assertThat(store.credentials().of(ORDERS))
                    .as(told)
                    .anyMatch(one -> one.id().equals(given.get()) && one.isUsable(now));
            assertThat(store.secrets().read(given.get())).as(told).isPresent();
        }
    }

    private void checkEnd(Story story, EmbeddedStore store, String told) throws Exception {
        for (Credential one : store.credentials().of(ORDERS)) {
            assertThat(one.state())
                    .as(told)
                    .isEqualTo(one.generation() == current(story) ? State.CURRENT : State.REVOKED);
        }
        boolean lives = current(story) >= 0;
        List<Credential.Id> kept = lives ? List.of(new Credential.Id(ORDERS, current(story))) : List.of();
        assertThat(store.secrets().kept(Optional.empty(), 10)).as(told).isEqualTo(kept);
        assertThat(store.secrets().given(ORDERS).stream().toList()).as(told).isEqualTo(kept);
        for (Credential.Id id : kept) {
            assertThat(store.credentials().of(ORDERS))
                    .as(told)
                    .filteredOn(one -> one.id().equals(id))
                    .extracting(Credential::proof)
                    .containsExactly(store.secrets().read(id).orElseThrow().proof());
        }
        RegisteredService service = store.registry().find(ORDERS).orElseThrow();
        assertThat(service.isThere()).as(told).isEqualTo(lives);
        assertThat(service.closing()).as(told).isEmpty();
        assertThat(service.incarnation()).as(told).isEqualTo(story == Story.BACK ? 2 : 1);
        boolean ended = story != Story.TAKEN_BACK;
        assertThat(store.apiKeys().read().all()).as(told).allMatch(key -> key.isRevoked() == ended);
        assertThat(store.revocations().read().entries().stream()
                        .anyMatch(one -> one instanceof Revocation.IssuedBefore before
                                && before.service().equals(ORDERS)
                                && before.credentials()))
                .as(told)
                .isEqualTo(ended);
        assertThat(begin(store).reconciler().reconcile(true)).as(told).isEmpty();
    }
}
