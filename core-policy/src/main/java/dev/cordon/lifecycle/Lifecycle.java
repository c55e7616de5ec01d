package dev.cordon.lifecycle;

import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.Rotations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes the events of services, and has what follows done. An event may arrive many times: whoever does not hear that
 * it was taken sends it again. Any number of these may be at work on the same stores. Safe for use by many threads;
 * blocks as long as its stores do.
 */
public final class Lifecycle {

    /** How far a source's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final int ATTEMPTS = 64;
    private static final int PAGE = 100;

    private final Parts parts;
    private final LifecycleRules rules;
    private final InstantSource clock;

    /**
     * What is at work.
     *
     * @param registry the services
     * @param ledger what they obtain tokens with
     * @param rotations has their credentials rotate
     * @param retirement ends what they had
     */
    public record Parts(RegistryStore registry, CredentialLedger ledger, Rotations rotations, Retirement retirement) {}

    /** Over these parts. */
    public Lifecycle(Parts parts, LifecycleRules rules, InstantSource clock) {
        this.parts = parts;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Takes an event: when this returns it is written what follows, which {@link #work} and {@link Rotations#work} do.
     *
     * @throws RegistryUnavailableException where it may or may not be taken: it is to be sent again
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     */
    public Disposition take(ServiceEvent event)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        if (!rules.trusts(event.origin().source())) {
            return Disposition.UNTRUSTED_SOURCE;
        }
        if (!event.environment().equals(rules.environment())) {
            return Disposition.OTHER_ENVIRONMENT;
        }
        Instant now = clock.instant();
        if (event.origin().occurredAt().isAfter(now.plus(AHEAD))) {
            return Disposition.FROM_THE_FUTURE;
        }
        Optional<RegisteredService> known = parts.registry().find(event.service());
        Optional<RegisteredService> next = RegisteredService.after(known, event, now);
        for (int attempt = 1; next.isPresent() && !parts.registry().replace(known, next.get()); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new RegistryUnavailableException(
                        "somebody else changes service `" + event.service() + "` in the registry, too: try again");
            }
            known = parts.registry().find(event.service());
            next = RegisteredService.after(known, event, now);
        }
        Optional<RegisteredService> there = next.isPresent() ? next : known;
        if (there.isEmpty()) {
            return Disposition.NOT_THERE;
        }
        // also where it was known: whoever wrote that may have died before this
        tell(event, there.get());
        return next.isEmpty() ? Disposition.STALE : disposition(event.kind(), there.get());
    }

    /** What is heard of late is kept for the order of events, and may change nothing now. */
    private static Disposition disposition(ServiceEvent.Kind kind, RegisteredService service) {
        return switch (kind) {
            case DEPLOYED -> service.isThere() ? Disposition.TAKEN : Disposition.STALE;
            case RETIRED -> service.isThere() ? Disposition.STALE : Disposition.TAKEN;
            default -> service.isThere() ? Disposition.TAKEN : Disposition.NOT_THERE;
        };
    }

    /** Has the credential follow. Of two events the later counts there, too. */
    private void tell(ServiceEvent event, RegisteredService service)
            throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
        close(service);
        LifeEvent.Request request = request(event.origin());
        Optional<Rotation> rotation = rules.rotation(service);
        switch (event.kind()) {
            case DEPLOYED -> {
                if (service.isThere() && rotation.isPresent()) {
                    take(
                            service.name(),
                            new LifeEvent.Wanted(
                                    request,
                                    LifeEvent.Cause.DEPLOYED,
                                    rotation.get().minAge()));
                }
            }
            case ROLLED_BACK -> {
                if (service.isThere() && rotation.isPresent()) {
                    take(service.name(), new LifeEvent.RolledBack(request));
                }
            }
            default -> {
                // nothing else that a credential has to do with
            }
        }
    }

    /** A retirement comes before what happened later, also where its own event never arrives again. */
    private void close(RegisteredService service)
            throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
        if (service.closing().isPresent()) {
            take(
                    service.name(),
                    new LifeEvent.Retired(request(service.closing().get().by())));
        }
    }

    private void take(ServiceName service, LifeEvent event)
            throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
        Object unused = parts.rotations().take(service, event);
    }

    private static LifeEvent.Request request(ServiceEvent.Origin origin) {
        return new LifeEvent.Request(origin.occurredAt(), origin.source() + " " + origin.id());
    }

    /**
     * Ends what retired services had, for those that wait.
     *
     * @param most of how many services at most, from 1
     * @return of how many nothing is left
     * @throws RegistryUnavailableException where it can't be known who waits, or what was done could not be written: it
     *     will be done again
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     */
    public int work(int most)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        int closed = 0;
        int seen = 0;
        Optional<ServiceName> after = Optional.empty();
        while (seen < most) {
            List<RegisteredService> page = parts.registry().closing(after, Math.min(PAGE, most - seen));
            for (RegisteredService one : page) {
                close(one);
                if (parts.retirement()
                                .end(one.name(), one.closing().orElseThrow().at(), clock.instant())
                        && parts.registry().replace(Optional.of(one), one.closed())) {
                    closed++;
                }
                after = Optional.of(one.name());
            }
            seen += page.size();
            if (page.isEmpty()) {
                break;
            }
        }
        return closed;
    }

    /**
     * Has those credentials rotate that have the age for it.
     *
     * @return of how many services
     * @throws CredentialLedgerUnavailableException where it can't be known which
     * @throws RotationJournalUnavailableException where it may or may not be written
     */
    public int schedule() throws CredentialLedgerUnavailableException, RotationJournalUnavailableException {
        int wanted = 0;
        List<ServiceName> page = parts.ledger().services(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (ServiceName service : page) {
                wanted += schedule(service) ? 1 : 0;
            }
            page = parts.ledger().services(Optional.of(page.get(page.size() - 1)), PAGE);
        }
        return wanted;
    }

    private boolean schedule(ServiceName service)
            throws CredentialLedgerUnavailableException, RotationJournalUnavailableException {
        Optional<Duration> every = rules.rotation(service).flatMap(Rotation::every);
        Instant now = clock.instant();
        if (every.isEmpty() || !parts.rotations().isOlder(service, now.minus(every.get()))) {
            return false;
        }
        take(service, new LifeEvent.Wanted(new LifeEvent.Request(now, "schedule"), LifeEvent.Cause.SCHEDULED, every));
        return true;
    }
}
