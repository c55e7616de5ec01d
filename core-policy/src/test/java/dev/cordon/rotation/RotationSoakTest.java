package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Many services, of which events come late, twice and out of their order, stores that fail before or after they have
 * done what was asked, and processes that die: in the end each service is where its latest event put it.
 */
class RotationSoakTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final int SERVICES = FULL ? 10_000 : 1_000;
    private static final int EVENTS = FULL ? 1_000_000 : 10_000;
    private static final long SEED = Long.getLong("cordon.seed", System.nanoTime());
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final RotationTerms TERMS = new RotationTerms(
            Duration.ofMinutes(30), Duration.ofMinutes(5), 8, Duration.ofSeconds(5), Duration.ofMinutes(1));

    private final Random random = new Random(SEED);
    private final InMemoryRotationJournal journal = new InMemoryRotationJournal();
    private final InMemoryCredentialLedger ledger = new InMemoryCredentialLedger();
    private final InMemorySecretVault vault = new InMemorySecretVault();
    private final InMemoryRevocationStore revocations = new InMemoryRevocationStore(this::now);
    private final Map<ServiceName, LifeEvent.Request> lastRetired = new HashMap<>();
    private final Map<ServiceName, LifeEvent.Request> lastDeployed = new HashMap<>();
    private Instant now = START;
    private boolean faulty = true;
    private int faults;
    private int deaths;

    private record Delivery(ServiceName service, LifeEvent event) {}

    private Instant now() {
        return now;
    }

    private Rotations rotations() {
        Rotations.Parts parts = new Rotations.Parts(
                failing(RotationJournal.class, journal, new RotationJournalUnavailableException("the journal failed")),
                failing(CredentialLedger.class, ledger, new CredentialLedgerUnavailableException("the ledger failed")),
                failing(SecretVault.class, vault, new SecretVaultUnavailableException("the vault failed")),
                failing(
                        RevocationStore.class,
                        revocations,
                        new RevocationStoreUnavailableException("the revocations failed")),
                (id, secret) -> works(id) ? Optional.empty() : Optional.of("it does not work"),
                service -> false);
        return new Rotations(parts, TERMS, this::now, new SecureRandom());
    }

    private boolean works(Credential.Id id) {
        return generations(id.service()).stream()
                .anyMatch(one -> one.generation() == id.generation() && one.isLive(now));
    }

    private List<Credential> generations(ServiceName service) {
        try {
            return ledger.of(service);
        } catch (CredentialLedgerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T failing(Class<T> port, T store, Exception failure) {
        return Struck.port(port, store, () -> strike(failure));
    }

    private void strike(Exception failure) throws Exception {
        int dice = faulty ? random.nextInt(1_000) : 1_000;
        if (dice < 2) {
            deaths++;
            throw new Struck.Death();
        } else if (dice < 20) {
            faults++;
            throw failure;
        }
    }

    @Test
    void each_service_ends_where_its_latest_event_put_it() throws Exception {
        System.out.printf("rotation soak: seed %d, %d services, %d events%n", SEED, SERVICES, EVENTS);
        long begun = System.nanoTime();
        Deque<Delivery> late = new ArrayDeque<>();
        for (int i = 0; i < EVENTS; i++) {
            now = now.plusMillis(random.nextInt(2_000));
            Delivery delivery = event(i);
            deliver(delivery);
            if (random.nextInt(10) == 0) {
                late.add(delivery);
            }
            if (random.nextInt(10) == 0 && !late.isEmpty()) {
                deliver(late.poll());
            }
            if (i % 8 == 0) {
                work();
            }
        }
        faulty = false;
        late.forEach(this::deliver);
        settle();
        check();
        long micros = (System.nanoTime() - begun) / 1_000 / EVENTS;
        System.out.printf("rotation soak: %d faults, %d deaths, %d us an event%n", faults, deaths, micros);
        assertThat(faults).isGreaterThan(EVENTS / 100);
        assertThat(deaths).isGreaterThan(EVENTS / 1_000);
    }

    private Delivery event(int number) {
        ServiceName service = new ServiceName("s" + busy(number));
        // what happens at about one time arrives in any order
        LifeEvent.Request request = new LifeEvent.Request(now.minusSeconds(random.nextInt(120)), "e" + number);
        int dice = random.nextInt(100);
        if (dice < 70) {
            lastDeployed.merge(service, request, RotationSoakTest::later);
            return new Delivery(service, new LifeEvent.Wanted(request, LifeEvent.Cause.DEPLOYED, Optional.empty()));
        } else if (dice < 80) {
            return new Delivery(service, new LifeEvent.RolledBack(request));
        } else if (dice < 90) {
            lastRetired.merge(service, request, RotationSoakTest::later);
            return new Delivery(service, new LifeEvent.Retired(request));
        }
        List<Credential> there = generations(service);
        return new Delivery(
                service,
                new LifeEvent.Suspected(there.isEmpty() ? 0 : there.get(0).generation()));
    }

    /** Most are about one of a few services, others every time, so that their events overtake each other. */
    private int busy(int number) {
        return random.nextInt(4) == 0 ? random.nextInt(SERVICES) : (number / 400 * 40 + random.nextInt(40)) % SERVICES;
    }

    private static LifeEvent.Request later(LifeEvent.Request one, LifeEvent.Request other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Again and again until it is taken: that is what at least once means. */
    private void deliver(Delivery delivery) {
        boolean taken = false;
        while (!taken) {
            try {
                CredentialLife unused = rotations().take(delivery.service(), delivery.event());
                taken = true;
            } catch (Struck.Death | RotationJournalUnavailableException | CredentialLedgerUnavailableException e) {
                taken = false;
            }
        }
    }

    private void work() {
        try {
            int unused = rotations().work(8);
        } catch (Struck.Death | RotationJournalUnavailableException e) {
            // the next one goes on
        }
    }

    private void settle() throws Exception {
        for (ServiceName service : journal.services(Optional.empty(), SERVICES)) {
            for (Generation one : journal.of(service).generations()) {
                if (one.state() == GenerationState.PARKED) {
                    rotations().take(service, new LifeEvent.Retried(one.number()));
                }
            }
        }
        int rest = 0;
        while (rest < 3) {
            int steps = rotations().work(SERVICES);
            now = now.plus(TERMS.grace());
            rest = steps == 0 ? rest + 1 : 0;
        }
    }

    private void check() throws Exception {
        List<String> wrong = new ArrayList<>();
        int living = 0;
        for (ServiceName service : journal.services(Optional.empty(), SERVICES)) {
            CredentialLife life = journal.of(service);
            List<Credential> usable = generations(service).stream()
                    .filter(one -> one.state() != State.REVOKED)
                    .toList();
            if (isAlive(service)) {
                living++;
                boolean good = usable.size() == 1
                        && usable.get(0).state() == State.CURRENT
                        && vault.given(service)
                                .filter(usable.get(0).id()::equals)
                                .isPresent()
                        && vault.read(usable.get(0).id())
                                .filter(secret ->
                                        secret.proof().equals(usable.get(0).proof()))
                                .isPresent();
                if (!good) {
                    wrong.add(service + " lives with " + usable + ", " + life);
                }
            } else if (!usable.isEmpty() || !life.generations().isEmpty()) {
                wrong.add(service + " is over with " + usable + ", " + life);
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(living).isGreaterThan(SERVICES / 2);
        assertThat(vault.kept(Optional.empty(), 2 * SERVICES)).hasSize(living);
    }

    /** Retired after its latest deploy, or never deployed, it does not live. */
    private boolean isAlive(ServiceName service) {
        LifeEvent.Request deployed = lastDeployed.get(service);
        LifeEvent.Request retired = lastRetired.get(service);
        return deployed != null && (retired == null || retired.compareTo(deployed) < 0);
    }
}
