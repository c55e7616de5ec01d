package dev.cordon.mesh;

import dev.cordon.audit.TokenSink;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.lifecycle.Lifecycle;
import dev.cordon.lifecycle.PolicyRules;
import dev.cordon.lifecycle.Reconciler;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The lives of services in this process, over its embedded store: takes their events, and has on a thread of its own
 * done what follows, by the policy in use. Safe for use by many threads.
 */
public final class EmbeddedLifecycle implements AutoCloseable {

    private static final Duration WORKING = Duration.ofMillis(200);
    private static final Duration SCHEDULING = Duration.ofMinutes(1);
    private static final Duration RECONCILING = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;

    private final ServiceCare care;
    private final Believed believed;
    private final Told told;
    private final ScheduledExecutorService worker;

    /**
     * Whose events are taken.
     *
     * @param environment the environment of this server: events of others are not for it
     * @param sources whose events are believed
     */
    public record Believed(Environment environment, Set<EventSource> sources) {

        /** Copies the set. */
        public Believed {
            sources = Set.copyOf(sources);
        }

        boolean isNamed(String source) {
            return sources.stream().anyMatch(one -> one.source().equals(source));
        }

        private boolean isBelieved(String source, ServiceName sender) {
            return sources.stream().anyMatch(one -> one.isBelieved(source, sender));
        }
    }

    /**
     * Who is told of what happens.
     *
     * @param log takes a record of each trial of a credential
     * @param events counts events by what became of them
     * @param notices takes lines for operators, from any thread; must not block for long
     * @param news tells those who use credentials that they changed
     */
    public record Told(TokenSink log, EventMeter events, Consumer<String> notices, CredentialNews news) {

        /** The same, and who uses credentials looks himself. */
        public Told(TokenSink log, EventMeter events, Consumer<String> notices) {
            this(log, events, notices, CredentialNews.NONE);
        }
    }

    private EmbeddedLifecycle(ServiceCare care, Believed believed, Told told) {
        this.care = care;
        this.believed = believed;
        this.told = told;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cordon-lifecycle");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to do what is due.
     *
     * @param store not closed with this
     * @param issuer tries credentials before services are given them; not closed with this
     */
    public static EmbeddedLifecycle start(EmbeddedStore store, EmbeddedIssuer issuer, Believed believed, Told told) {
        Clock clock = Clock.systemUTC();
        ServiceCare care = ServiceCare.over(
                new ServiceCare.Stores(
                        store.registry(),
                        store.credentials(),
                        store.rotations(),
                        store.secrets(),
                        store.revocations(),
                        store.apiKeys()),
                new PolicyRules(issuer.snapshots(), believed.environment(), believed::isNamed),
                new ServiceCare.Helpers(issuer.trial(told.log()), told.news(), Optional.empty(), told.notices()),
                clock,
                new SecureRandom());
        EmbeddedLifecycle embedded = new EmbeddedLifecycle(care, believed, told);
        embedded.every(WORKING, embedded::work);
        embedded.every(SCHEDULING, embedded::schedule);
        embedded.every(RECONCILING, embedded::reconcile);
        return embedded;
    }

    /**
     * Takes an event, as {@link Lifecycle#take} does, and counts it.
     *
     * @param sender the service of the policy that sends it; empty for an operator of this machine, who is believed
     *     whatever source that is named he tells of
     * @throws RegistryUnavailableException where it may or may not be taken: it is to be sent again
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     */
    public Disposition take(ServiceEvent event, Optional<ServiceName> sender)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        EventMeter.Outcome outcome = EventMeter.Outcome.UNAVAILABLE;
        try {
            boolean fits =
                    sender.isEmpty() || believed.isBelieved(event.origin().source(), sender.get());
            Disposition disposition = fits ? care.lifecycle().take(event) : Disposition.UNTRUSTED_SOURCE;
            outcome = EventMeter.Outcome.of(disposition);
            return disposition;
        } finally {
            told.events().count(outcome);
        }
    }

    /** Counts the events, and what was sent and is none. */
    public EventMeter events() {
        return told.events();
    }

    /** Takes what operators want of credentials. */
    public Rotations rotations() {
        return care.rotations();
    }

    /** Compares what is there with what should be. */
    public Reconciler reconciler() {
        return care.reconciler();
    }

    private void every(Duration period, Runnable work) {
        Object unused =
                worker.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        guarded(() -> {
            int unused = care.rotations().work(AT_ONCE);
        });
        guarded(() -> {
            int unused = care.lifecycle().work(AT_ONCE);
        });
    }

    private void schedule() {
        guarded(() -> {
            int wanted = care.lifecycle().schedule();
            if (wanted > 0) {
                told.notices().accept("credentials of " + wanted + " services have the age to rotate");
            }
        });
    }

    private void reconcile() {
        guarded(() -> {
            int found = care.reconciler().reconcile(false).size();
            if (found > 0) {
                told.notices().accept("services and their secrets: " + found + " findings; see `cordon reconcile`");
            }
        });
    }

    /** Work of one kind. */
    private interface Work {
        void run()
                throws RegistryUnavailableException, RotationJournalUnavailableException,
                        CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                        ServiceInventoryUnavailableException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException
                | SecretVaultUnavailableException
                | ServiceInventoryUnavailableException e) {
            told.notices().accept("services' credentials can't be looked after: " + e.getMessage());
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault must not end the work
            told.notices()
                    .accept("services' credentials can't be looked after: "
                            + e.getClass().getSimpleName());
        }
    }

    /** Ends the work; what is left is done by the next one. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(ServiceCare.TERMS.errand().toSeconds(), TimeUnit.SECONDS)) {
                told.notices().accept("a rotation takes long; it goes on with the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
