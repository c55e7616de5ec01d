package dev.cordon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.lifecycle.Finding.Remedy;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Party;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.revocation.Revocation;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.SecretVaultUnavailableException;
import dev.cordon.rotation.Struck;
import dev.cordon.token.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many services, of which events come late, twice, out of their order or never, some of them half taken by a process
 * that died and never sent again, over stores that fail: in the end each service is where the events put it that were
 * delivered, and the reconciler tells of the others.
 */
class LifecycleSoakTest implements LifecycleRules {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final int SERVICES = FULL ? 10_000 : 1_000;
    private static final int EVENTS = FULL ? 1_000_000 : 10_000;
    private static final long SEED = Long.getLong("cordon.seed", System.nanoTime());
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Environment PRODUCTION = new Environment("production");
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final RotationTerms TERMS =
            new RotationTerms(GRACE, Duration.ofMinutes(5), 8, Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** What a store may keep of a service, on average, however many events told of it. */
    private static final int MOST_GENERATIONS = 12;

    private static final int MOST_DECIDED = 3;

    /** Of how many services what is due is done between events. */
    private static final int AT_ONCE = 32;

    private static final int LONG_ENOUGH = 200;

    private final Random random = new Random(SEED);
    private final FaultyStores stores = new FaultyStores(random, this, TERMS, this::now);
    private final CompiledPolicy policy = policy();
    private final Map<ServiceName, ToldService> told = new HashMap<>();
    /** The same by all that happened, told or not. */
    private final Map<ServiceName, ToldService> happened = new HashMap<>();

    private final Map<Finding.Kind, Integer> mended = new EnumMap<>(Finding.Kind.class);
    private final Deque<ServiceEvent> late = new ArrayDeque<>();
    private Instant now = START;
    private int lost;
    private int abandoned;
    /** After the half of the events, in bytes: what is kept grows no more from then on. */
    private long heapAtHalf;

    private static CompiledPolicy policy() {
        TestPolicy policy = new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .rotating("ordering", new Rotation(Optional.empty(), Optional.empty(), GRACE))
                .segment("money", Trust.INTERNAL)
                .service("payments-api", "money", "payments.example", "POST /charges")
                .issuer("cordon", TokenKind.SEGMENT, "ordering")
                .flow("charge", "ordering", "payments-api");
        for (int i = 0; i < SERVICES; i++) {
            policy.caller("s" + i, "ordering");
        }
        return CompiledPolicy.of(policy.build());
    }

    private Instant now() {
        return now;
    }

    @Override
    public Environment environment() {
        return PRODUCTION;
    }

    @Override
    public boolean trusts(String source) {
        return true;
    }

    /** Some of them leave a credential alone that is young. */
    @Override
    public Optional<Rotation> rotation(ServiceName service) {
        Optional<Duration> minAge = number(service) % 10 == 3 ? Optional.of(Duration.ofMinutes(10)) : Optional.empty();
        return Optional.of(new Rotation(minAge, Optional.empty(), GRACE));
    }

    private static int number(ServiceName service) {
        return Integer.parseInt(service.text().substring(1));
    }

    /** Whether people gave it a credential before anything was told of it. */
    private static boolean hasOwn(ServiceName service) {
        return number(service) % 20 == 7;
    }

    @Test
    void each_service_ends_where_the_events_that_were_delivered_put_it() throws Exception {
        System.out.printf("soak of services' lives: seed %d, %d services, %d events%n", SEED, SERVICES, EVENTS);
        begin();
        for (int tenth = 1; tenth <= 10; tenth++) {
            long begun = System.nanoTime();
            for (int i = EVENTS / 10 * (tenth - 1); i < EVENTS / 10 * tenth; i++) {
                happens(i);
            }
            look(tenth, (System.nanoTime() - begun) / 1_000 / (EVENTS / 10));
            reconcileWhileAllGoesOn();
        }
        stores.faulty(false);
        stores.quarantined.clear();
        late.forEach(this::deliver);
        settle();
        count(reconciler().reconcile(false));
        settle();
        check();
        sendWhatIsFound();
        settle();
        check();
        assertThat(reconciler().reconcile(true))
                .as("seed %d", SEED)
                .allMatch(one -> one.kind() == Finding.Kind.NEVER_SEEN);
        System.out.printf(
                "soak of services' lives: %d faults, %d deaths, %d events lost, %d half taken, mended: %s%n",
                stores.faults(), stores.deaths(), lost, abandoned, mended);
        checkThatFewRevocationsStay();
        assertThat(mended).isNotEmpty();
        assertThat(stores.faults()).isGreaterThan(EVENTS / 100);
        assertThat(stores.deaths()).isGreaterThan(EVENTS / 1_000);
    }

    /** People gave some services a credential, and some an API key. */
    private void begin() throws Exception {
        for (int i = 0; i < SERVICES; i++) {
            ServiceName service = new ServiceName("s" + i);
            if (hasOwn(service)) {
                stores.ledger.add(new Credential(
                        service,
                        0,
                        ClientSecret.random(new SecureRandom()).proof(),
                        State.CURRENT,
                        new Credential.Terms("ada", START, Optional.empty(), List.of())));
            }
            if (i % 50 == 9) {
                stores.apiKeys.add(new ApiKey(
                        service.text(),
                        TokenHash.of(service.text()),
                        new ApiKey.Grant(
                                new LedgerEntry.Edge(service, new ServiceName("payments-api"), new FlowId("charge")),
                                List.of(),
                                new ApiKey.Bounds(PRODUCTION, List.of(), List.of())),
                        new ApiKey.Terms("ada", START, START.plus(Duration.ofDays(365)), Optional.empty())));
            }
        }
    }

    private void happens(int number) throws Exception {
        now = now.plusMillis(1 + random.nextInt(2_000));
        ServiceEvent event = event(number);
        happened.computeIfAbsent(event.service(), name -> new ToldService()).hear(event);
        int dice = random.nextInt(100);
        if (dice < 3) {
            lost++;
        } else if (dice < 6 && !hasOwn(event.service())) {
            abandon(event);
        } else if (dice < 12) {
            late.add(event);
        } else {
            deliver(event);
            if (dice < 18) {
                late.add(event);
            }
        }
        if (random.nextInt(8) == 0 && !late.isEmpty()) {
            deliver(late.poll());
        }
        if (random.nextInt(50) == 0) {
            suspect(event.service());
        }
        if (number % 200 == 0) {
            stores.quarantined.clear();
            stores.quarantined.add(event.service());
            stores.quarantined.add(service(number));
        }
        if (number % 2 == 0) {
            work();
        }
    }

    private ServiceEvent event(int number) {
        int dice = random.nextInt(100);
        Kind kind = dice < 52
                ? Kind.DEPLOYED
                : dice < 64
                        ? Kind.ROLLED_BACK
                        : dice < 78
                                ? Kind.RETIRED
                                : dice < 86 ? Kind.DEPRECATED : dice < 93 ? Kind.SCALED : Kind.CONFIGURED;
        ServiceEvent.Details details = random.nextInt(10) == 0
                ? ServiceEvent.Details.NONE
                : ServiceEvent.Details.running("r" + number, "r" + number / 2);
        // what happens at about one time arrives in any order, and some of it happens at the same time
        Instant at = Instant.ofEpochSecond(now.getEpochSecond() - random.nextInt(120));
        String source = random.nextInt(3) == 0 ? "scheduler" : "deployer";
        return new ServiceEvent(
                kind,
                service(number),
                PRODUCTION,
                details,
                new ServiceEvent.Origin(source, "e" + random.nextInt(1_000) + "-" + number, at));
    }

    /** Most are about one of a few services, others every time, so that their events overtake each other. */
    private ServiceName service(int number) {
        int busy =
                random.nextInt(4) == 0 ? random.nextInt(SERVICES) : (number / 400 * 40 + random.nextInt(40)) % SERVICES;
        return new ServiceName("s" + busy);
    }

    private ToldService told(ServiceName service) {
        return told.computeIfAbsent(service, name -> new ToldService());
    }

    /** Again and again until it is taken: that is what at least once means. */
    private void deliver(ServiceEvent event) {
        boolean taken = false;
        while (!taken) {
            try {
                taken = !stores.lifecycle().take(event).isRefused();
            } catch (Struck.Death
                    | RegistryUnavailableException
                    | RotationJournalUnavailableException
                    | CredentialLedgerUnavailableException e) {
                taken = false;
            }
        }
        told(event.service()).hear(event);
    }

    /** It is registered, and whoever sent it does not send it again. */
    private void abandon(ServiceEvent event) throws Exception {
        boolean died = false;
        try {
            died = stores.dyingOnceItIsRegistered().take(event).isRefused();
        } catch (Struck.Death e) {
            died = true;
        } catch (CredentialLedgerUnavailableException e) {
            died = true;
        }
        abandoned += died ? 1 : 0;
        told(event.service()).hear(event);
    }

    private void suspect(ServiceName service) {
        List<Credential> there = stores.generations(service);
        if (!told(service).isAlive() || there.isEmpty()) {
            return;
        }
        try {
            CredentialLife unused = stores.rotations()
                    .take(service, new LifeEvent.Suspected(there.get(0).generation()));
        } catch (Struck.Death | RotationJournalUnavailableException | CredentialLedgerUnavailableException e) {
            // whoever suspects it tells again, or does not
        }
    }

    private void work() {
        try {
            int unused = stores.rotations().work(AT_ONCE) + stores.lifecycle().work(AT_ONCE);
        } catch (Struck.Death
                | RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException e) {
            // the next one goes on
        }
    }

    private Set<ServiceName> running() {
        return happened.entrySet().stream()
                .filter(entry -> entry.getValue().isAlive())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Reconciler reconciler() {
        return new Reconciler(
                stores.compared(), () -> Optional.of(policy), Optional.of(() -> Running.alone(running())), this::now);
    }

    /** Once where it fails somewhere, and once to the end. */
    private void reconcileWhileAllGoesOn() throws Exception {
        try {
            List<Finding> unused = reconciler().reconcile(false);
        } catch (Struck.Death
                | RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException
                | SecretVaultUnavailableException e) {
            // the next one goes on
        }
        stores.faulty(false);
        count(reconciler().reconcile(false));
        stores.faulty(true);
    }

    private void count(List<Finding> findings) {
        findings.stream()
                .filter(one -> one.remedy() == Remedy.MENDED)
                .forEach(one -> mended.merge(one.kind(), 1, Integer::sum));
    }

    /** What is kept is in proportion to the services. */
    private void look(int tenth, long micros) throws Exception {
        long generations = 0;
        long decided = 0;
        int known = 0;
        for (ServiceName service : stores.journal.services(Optional.empty(), SERVICES)) {
            generations += stores.generations(service).size();
            decided += stores.journal.of(service).generations().size();
            known++;
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                "soak of services' lives: tenth %d, %d us an event, %d MiB;"
                        + " %d services, %d generations, %d decided about, %d revocations%n",
                tenth,
                micros,
                heap >> 20,
                known,
                generations,
                decided,
                stores.revocations.read().entries().size());
        assertThat(generations).isLessThan((long) MOST_GENERATIONS * SERVICES);
        assertThat(decided).isLessThan((long) MOST_DECIDED * SERVICES);
        assertThat(stores.registry.services(Optional.empty(), 2 * SERVICES)).hasSizeLessThanOrEqualTo(SERVICES);
        if (tenth <= 5) {
            heapAtHalf = heap;
        } else if (FULL) {
            assertThat(heap).as("bytes of heap, %d after the half", heapAtHalf).isLessThan(heapAtHalf * 21 / 20);
        }
    }

    /** A service's cut-off, and what a death left of those that people gave it. */
    private void checkThatFewRevocationsStay() throws Exception {
        now = now.plus(Duration.ofDays(3));
        List<Revocation> left = stores.revocations.read().entries();
        long cutOffs =
                left.stream().filter(Revocation.IssuedBefore.class::isInstance).count();
        System.out.printf(
                "soak of services' lives: in the end %d cut-offs, and %d other revocations%n",
                cutOffs, left.size() - cutOffs);
        assertThat(cutOffs).isBetween(1L, (long) SERVICES);
        assertThat(left.size() - cutOffs).isLessThanOrEqualTo(SERVICES / 20);
    }

    private void settle() throws Exception {
        for (ServiceName service : stores.journal.services(Optional.empty(), SERVICES)) {
            for (Generation one : stores.journal.of(service).generations()) {
                if (one.state() == GenerationState.PARKED) {
                    stores.rotations().take(service, new LifeEvent.Retried(one.number()));
                }
            }
        }
        int rest = 0;
        for (int round = 0; rest < 3; round++) {
            assertThat(round).as("rounds until all is at rest, seed %d", SEED).isLessThan(LONG_ENOUGH);
            int done = stores.lifecycle().work(SERVICES) + stores.rotations().work(SERVICES);
            now = now.plus(GRACE);
            rest = done == 0 ? rest + 1 : 0;
        }
    }

    private static ServiceName service(Finding finding) {
        return ((Party.OfService) finding.about()).service();
    }

    /** What the reconciler can not mend it tells: people send the events that were lost. */
    private void sendWhatIsFound() throws Exception {
        Map<Finding.Kind, Set<ServiceName>> found = reconciler().reconcile(false).stream()
                .collect(Collectors.groupingBy(
                        Finding::kind, Collectors.mapping(LifecycleSoakTest::service, Collectors.toSet())));
        found.remove(Finding.Kind.NEVER_SEEN);
        Set<ServiceName> missing = new HashSet<>();
        Set<ServiceName> gone = new HashSet<>();
        happened.forEach((service, all) -> {
            if (all.isAlive() && !told(service).isAlive()) {
                missing.add(service);
            } else if (!all.isAlive() && told(service).isAlive()) {
                gone.add(service);
            }
        });
        Map<Finding.Kind, Set<ServiceName>> expected = new EnumMap<>(Finding.Kind.class);
        expected.put(Finding.Kind.NOT_REGISTERED, missing);
        expected.put(Finding.Kind.NOT_RUNNING, gone);
        expected.values().removeIf(Set::isEmpty);
        assertThat(found).as("seed %d", SEED).isEqualTo(expected);
        missing.forEach(
                service -> deliver(happened.get(service).latest(Kind.DEPLOYED).orElseGet(happened.get(service)::any)));
        gone.forEach(service -> happened.get(service).latest(Kind.RETIRED).ifPresent(this::deliver));
    }

    private void check() throws Exception {
        Map<ServiceName, Long> revokedBefore = new HashMap<>();
        for (Revocation one : stores.revocations.read().entries()) {
            if (one instanceof Revocation.IssuedBefore before && before.credentials()) {
                revokedBefore.merge(before.service(), before.second(), Math::max);
            }
        }
        List<String> wrong = new ArrayList<>();
        int living = 0;
        int kept = 0;
        for (Map.Entry<ServiceName, ToldService> entry : told.entrySet()) {
            ServiceName service = entry.getKey();
            ToldService must = entry.getValue();
            boolean good = true;
            if (must.isDeployed()) {
                living++;
                kept += hasOnlyItsOwn(service) ? 0 : 1;
                good = hasOnlyItsOwn(service) || isWell(service);
            } else if (must.isRetired()) {
                long ended = must.latest(Kind.RETIRED)
                        .orElseThrow()
                        .origin()
                        .occurredAt()
                        .getEpochSecond();
                good = isOver(service) && revokedBefore.getOrDefault(service, 0L) >= ended;
            }
            if (!good || !isRegistered(service, must)) {
                wrong.add(service + (must.isAlive() ? " lives with " : " is over with ") + stores.generations(service)
                        + ", " + stores.journal.of(service) + ", " + stores.registry.find(service));
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(living).isGreaterThan(SERVICES / 2);
        assertThat(stores.vault.kept(Optional.empty(), 2 * SERVICES)).hasSize(kept);
        assertThat(stores.registry.closing(Optional.empty(), 10)).isEmpty();
        for (ApiKey key : stores.apiKeys.read().all()) {
            ToldService must = told(key.grant().edge().caller());
            if (must.isRetired() || must.latest(Kind.RETIRED).isEmpty()) {
                assertThat(key.isRevoked()).as("%s, seed %d", key.id(), SEED).isEqualTo(must.isRetired());
            }
        }
    }

    private boolean isRegistered(ServiceName service, ToldService must) throws Exception {
        Optional<RegisteredService> there = stores.registry.find(service);
        if (!must.isAlive() && !must.isRetired()) {
            return there.isEmpty();
        }
        return there.isPresent()
                && there.get().stage() == must.stage()
                && there.get().incarnation() == must.incarnation()
                && (!must.isAlive() || there.get().current().revisions().equals(must.revisions()));
    }

    private List<Credential> usable(ServiceName service) {
        return stores.generations(service).stream()
                .filter(one -> one.state() != State.REVOKED)
                .toList();
    }

    /** What people gave it, which it went back to, or was left with: the vault never had that one. */
    private boolean hasOnlyItsOwn(ServiceName service) throws Exception {
        List<Credential> usable = usable(service);
        return hasOwn(service)
                && usable.size() == 1
                && usable.get(0).generation() == 0
                && usable.get(0).state() == State.CURRENT
                && stores.vault.given(service).isEmpty();
    }

    /** With one credential that works, that is given and kept. */
    private boolean isWell(ServiceName service) throws Exception {
        List<Credential> usable = usable(service);
        if (usable.size() != 1 || usable.get(0).state() != State.CURRENT) {
            return false;
        }
        Credential current = usable.get(0);
        return stores.vault.given(service).filter(current.id()::equals).isPresent()
                && stores.vault
                        .read(current.id())
                        .filter(secret -> secret.proof().equals(current.proof()))
                        .isPresent();
    }

    private boolean isOver(ServiceName service) throws Exception {
        return usable(service).isEmpty()
                && stores.journal.of(service).generations().isEmpty()
                && stores.vault.given(service).isEmpty();
    }
}
