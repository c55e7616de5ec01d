package dev.cordon.lifecycle;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.lifecycle.Finding.Kind;
import dev.cordon.lifecycle.Finding.Remedy;
import dev.cordon.policy.Party;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Members;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares what is there with what should be: services that run, services that are registered, their secrets, and the
 * policy. What a crash or a lost event left undone it has done; what only people can know it tells. It destroys nothing
 * because something is missing elsewhere, but for secrets that nobody uses. Safe for use by many threads; blocks as
 * long as its stores do.
 */
public final class Reconciler {

    private static final int PAGE = 100;

    /** What somebody can do about a credential where no event can. */
    private static final Map<Kind, String> HELP = Map.of(
            Kind.WITHOUT_SECRET, "`cordon credentials rotate`, or another deploy, gives it one",
            Kind.NOT_OVER, "`cordon credentials revoke` ends it, and a deploy lets the service live");

    private final Parts parts;
    private final Supplier<Optional<CompiledPolicy>> policy;
    private final Optional<ServiceInventory> inventory;
    private final InstantSource clock;

    /**
     * What is compared.
     *
     * @param registry the services
     * @param ledger what they obtain tokens with
     * @param journal what was decided about it
     * @param vault their secrets
     * @param rotations has it done
     */
    public record Parts(
            RegistryStore registry,
            CredentialLedger ledger,
            RotationJournal journal,
            SecretVault vault,
            Rotations rotations) {}

    /**
     * Over these parts.
     *
     * @param policy the policy in use; empty where there is none, which says nothing of any service
     * @param inventory what runs; empty where nobody knows
     */
    public Reconciler(
            Parts parts,
            Supplier<Optional<CompiledPolicy>> policy,
            Optional<ServiceInventory> inventory,
            InstantSource clock) {
        this.parts = parts;
        this.policy = policy;
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * Compares, and mends what can be mended.
     *
     * @param dryRun whether to look alone
     * @return what was found
     * @throws RegistryUnavailableException where not all can be compared
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     * @throws SecretVaultUnavailableException for the same reason
     * @throws ServiceInventoryUnavailableException for the same reason
     */
    public List<Finding> reconcile(boolean dryRun)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                    ServiceInventoryUnavailableException {
        if (inventory.isEmpty()) {
            return reconcile(dryRun, Optional.empty());
        }
        Instant asked = clock.instant();
        return reconcile(dryRun, Optional.of(inventory.get().running().asOf(asked)));
    }

    /**
     * Compares with what somebody knows to run, and mends what can be mended.
     *
     * @param dryRun whether to look alone
     * @param running what runs; empty where nobody knows
     * @return what was found
     * @throws RegistryUnavailableException where not all can be compared
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     * @throws SecretVaultUnavailableException for the same reason
     */
    public List<Finding> reconcile(boolean dryRun, Optional<Running> running)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException, SecretVaultUnavailableException {
        Round round = new Round(dryRun, policy.get(), running);
        List<RegisteredService> page = parts.registry().services(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (RegisteredService service : page) {
                round.look(service);
            }
            page = parts.registry()
                    .services(Optional.of(page.get(page.size() - 1).name()), PAGE);
        }
        round.lookForTheUnregistered();
        round.known.ifPresent(there -> round.findings.addAll(PolicyFindings.emptySegments(there.source())));
        round.lookForOrphans();
        return List.copyOf(round.findings);
    }

    /** One comparison. */
    private final class Round {

        private final List<Finding> findings = new ArrayList<>();
        private final Set<ServiceName> registered = new HashSet<>();
        private final boolean dryRun;
        private final Optional<CompiledPolicy> known;
        private final Optional<Running> running;

        Round(boolean dryRun, Optional<CompiledPolicy> known, Optional<Running> running) {
            this.dryRun = dryRun;
            this.known = known;
            this.running = running;
        }

        private void tell(Kind kind, ServiceName service, String detail) {
            findings.add(new Finding(kind, new Party.OfService(service), detail, Remedy.LOOK));
        }

        private boolean mends(Kind kind, ServiceName service, String detail) {
            findings.add(new Finding(
                    kind, new Party.OfService(service), detail, dryRun ? Remedy.WOULD_MEND : Remedy.MENDED));
            return !dryRun;
        }

        /** What is in order after that event, unless it was taken before: then only somebody's deed can help. */
        private void take(Kind kind, ServiceName service, String detail, LifeEvent event, boolean over)
                throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
            if (dryRun || parts.rotations().take(service, event).isOver() == over) {
                boolean unused = mends(kind, service, detail);
            } else {
                tell(kind, service, detail + ", and its event was taken already: " + HELP.get(kind));
            }
        }

        void look(RegisteredService service)
                throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
            registered.add(service.name());
            CredentialLife life = parts.journal().of(service.name());
            if (service.isThere()) {
                lookAtPlace(service);
                lookForSecret(service, life);
            } else {
                lookForRest(service, life);
                if (running.filter(there -> there.has(service.name())).isPresent()) {
                    tell(
                            Kind.NOT_REGISTERED,
                            service.name(),
                            "it runs, and the last event told that it is retired: send its deploy, or stop it");
                }
            }
            for (Generation one : life.generations()) {
                if (one.state() == GenerationState.PARKED) {
                    tell(
                            Kind.PARKED,
                            service.name(),
                            "generation " + one.number() + " was given up: "
                                    + one.work().problem().orElse("nobody knows why"));
                }
            }
        }

        private void lookAtPlace(RegisteredService service) {
            if (known.isPresent() && segment(service.name()).isEmpty()) {
                String why =
                        Members.whyHeld(known.get().source(), service.told().workload());
                tell(Kind.WITHOUT_SEGMENT, service.name(), why + ": it is held, and all that it does is denied");
            }
            known.flatMap(there -> there.serviceNamed(service.name().text()))
                    .ifPresent(named -> findings.addAll(PolicyFindings.of(service, named)));
            if (running.filter(there -> there.lacks(service)).isPresent()) {
                tell(Kind.NOT_RUNNING, service.name(), "it was seen last at " + service.lastSeen());
            }
        }

        private Optional<Segment> segment(ServiceName service) {
            return known.flatMap(there -> there.segmentOf(service));
        }

        private void lookForSecret(RegisteredService service, CredentialLife life)
                throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
            boolean wanted = segment(service.name()).flatMap(Segment::rotation).isPresent();
            if (!wanted || !life.isOver() || hasOwn(service.name())) {
                return;
            }
            Optional<ServiceEvent.Origin> deployed = service.latest().deployed();
            if (deployed.isEmpty()) {
                tell(
                        Kind.NEVER_SEEN,
                        service.name(),
                        "the policy has its secret replaced, and no event told of a deploy");
            } else {
                LifeEvent deploy =
                        new LifeEvent.Wanted(request(deployed.get()), LifeEvent.Cause.DEPLOYED, Optional.empty());
                take(Kind.WITHOUT_SECRET, service.name(), "none is there, nor on its way", deploy, false);
            }
        }

        /** Whether people gave it something. */
        private boolean hasOwn(ServiceName service) throws CredentialLedgerUnavailableException {
            for (Credential one : parts.ledger().of(service)) {
                if (one.isUsable(clock.instant())) {
                    return true;
                }
            }
            return false;
        }

        private void lookForRest(RegisteredService service, CredentialLife life)
                throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
            if (!life.isOver()) {
                LifeEvent retirement =
                        new LifeEvent.Retired(request(service.latest().retired().orElseThrow()));
                take(Kind.NOT_OVER, service.name(), "it is retired, and its credential is not", retirement, true);
            }
        }

        private static LifeEvent.Request request(ServiceEvent.Origin origin) {
            return new LifeEvent.Request(origin.occurredAt(), origin.source() + " " + origin.id());
        }

        private List<Service> services() {
            return known.map(there -> there.source().services()).orElse(List.of());
        }

        void lookForTheUnregistered() {
            for (ServiceName service : running.map(Running::services).orElse(Set.of())) {
                if (!registered.contains(service)) {
                    tell(Kind.NOT_REGISTERED, service, "it runs, and no event told of it: send one");
                }
            }
            for (Service service : services()) {
                boolean rotates =
                        segment(service.name()).flatMap(Segment::rotation).isPresent();
                if (rotates && !registered.contains(service.name())) {
                    tell(
                            Kind.NEVER_SEEN,
                            service.name(),
                            "the policy has its secret replaced, and no event told of it");
                }
            }
        }

        /** A secret is kept after it was decided, and is forgotten in the journal only when it is destroyed. */
        void lookForOrphans() throws SecretVaultUnavailableException, RotationJournalUnavailableException {
            List<Credential.Id> page = parts.vault().kept(Optional.empty(), PAGE);
            while (!page.isEmpty()) {
                for (Credential.Id id : page) {
                    boolean decided = parts.journal().of(id.service()).generations().stream()
                            .anyMatch(one -> one.number() == id.generation());
                    if (!decided && mends(Kind.ORPHANED_SECRET, id.service(), "generation " + id.generation())) {
                        parts.vault().destroy(id);
                    }
                }
                page = parts.vault().kept(Optional.of(page.get(page.size() - 1)), PAGE);
            }
        }
    }
}
