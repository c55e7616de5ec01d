package dev.cordon.rotation;

import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.GenerationState.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The generations of a service's credential that are not over and done with, as one entry of the journal: what it says
 * is decided, whether or not vault and ledger follow already. Each change is written, if the entry is still the one
 * that was read, before anything is done because of it; what is done may be done again. Immutable, and a pure function
 * of what happened.
 *
 * @param service whose credential it is
 * @param generations the earliest first
 * @param next the number of the next one
 * @param order what came last
 */
public record CredentialLife(ServiceName service, List<Generation> generations, long next, LifeOrder order) {

    /** Keeps the list from changes. */
    public CredentialLife {
        generations = List.copyOf(generations);
    }

    /** One that has not begun. */
    public static CredentialLife none(ServiceName service) {
        return new CredentialLife(service, List.of(), 0, LifeOrder.NONE);
    }

    /**
     * The same where its service has a credential that somebody else made, or had: that one is the current one, and the
     * next one's number follows.
     *
     * @param current the number of the one that works; empty where none does
     * @param since when that was made
     * @param last the highest number that any had
     */
    CredentialLife adopting(OptionalLong current, Instant since, long last) {
        List<Generation> all = new ArrayList<>(generations);
        current.ifPresent(number -> all.add(Generation.adopted(number, since)));
        return new CredentialLife(service, all, Math.max(next, last + 1), order);
    }

    /** The generation in that state: there is one at most that is current, previous or on its way. */
    public Optional<Generation> in(GenerationState state) {
        return first(one -> one.state() == state);
    }

    /** Whether none is of use, nor on its way, nor given up. */
    public boolean isOver() {
        return generations.stream().allMatch(one -> one.state() == GenerationState.REVOKED);
    }

    private Optional<Generation> first(Predicate<Generation> wanted) {
        return generations.stream().filter(wanted).findFirst();
    }

    /** What follows from that; the same where nothing does. */
    public CredentialLife on(LifeEvent event, Instant now) {
        if (event instanceof LifeEvent.Wanted wanted) {
            return order.isNews(wanted.request()) ? wanted(wanted, now) : this;
        } else if (event instanceof LifeEvent.RolledBack back) {
            return canGoBack(back.request())
                    ? in(order.rolledBack(back.request())).rolledBack(now)
                    : this;
        } else if (event instanceof LifeEvent.Retired retired) {
            return order.isNews(retired.request()) ? retired(retired.request(), now) : this;
        } else if (event instanceof LifeEvent.Suspected suspected) {
            return suspected(suspected.upTo(), now);
        }
        long retried = ((LifeEvent.Retried) event).generation();
        return moving(one -> one.number() == retried && one.state() == GenerationState.PARKED, Trigger.RETRIED, now);
    }

    /** Where there is nothing to go back to, what is on its way must not end, nor one that is still to arrive. */
    private boolean canGoBack(LifeEvent.Request request) {
        return order.retiredAt().isEmpty()
                && order.isNews(request)
                && !order.isTakenBack(request)
                && in(GenerationState.CURRENT).isPresent();
    }

    private CredentialLife in(LifeOrder other) {
        return new CredentialLife(service, generations, next, other);
    }

    private CredentialLife wanted(LifeEvent.Wanted wanted, Instant now) {
        boolean deployed = wanted.cause() == LifeEvent.Cause.DEPLOYED;
        boolean isAsked = order.isAsked(wanted.request()) && (wanted.cause() != LifeEvent.Cause.SCHEDULED || isQuiet());
        if (!deployed && !isAsked) {
            return this;
        }
        CredentialLife noted = in(deployed ? order.deployed(wanted.request()) : order.asked(wanted.request()));
        if (deployed && order.isTakenBack(wanted.request())) {
            return noted;
        }
        boolean young = in(GenerationState.CURRENT)
                .filter(current -> wanted.unlessYounger()
                        .filter(age -> now.isBefore(current.since().plus(age)))
                        .isPresent())
                .isPresent();
        return young ? noted : noted.superseded(now).planning(now, order.opened(now));
    }

    /** What is on its way, or was given up, is not wanted any more. */
    private CredentialLife superseded(Instant now) {
        return moving(CredentialLife::isUnfinished, Trigger.SUPERSEDED, now);
    }

    private static boolean isUnfinished(Generation one) {
        return one.state().isUnderway() || one.state() == GenerationState.PARKED;
    }

    private boolean isQuiet() {
        return generations.stream().noneMatch(CredentialLife::isUnfinished);
    }

    /** Whether the current one is from before that, with no other one on its way, nor one that was given up. */
    boolean isOlder(Instant than) {
        return order.retiredAt().isEmpty()
                && isQuiet()
                && in(GenerationState.CURRENT)
                        .filter(current -> current.since().isBefore(than))
                        .isPresent();
    }

    private CredentialLife planning(Instant now, Instant due) {
        List<Generation> more = new ArrayList<>(generations);
        more.add(Generation.planned(next, now, due));
        return new CredentialLife(service, more, next + 1, order);
    }

    /** What the revision had that is taken back; where its credential was not current yet, that alone ends. */
    private CredentialLife rolledBack(Instant now) {
        boolean underway = generations.stream().anyMatch(one -> one.state().isUnderway());
        if (underway || in(GenerationState.PREVIOUS).isEmpty()) {
            return superseded(now);
        }
        return superseded(now).changing(one -> switch (one.state()) {
            case CURRENT -> one.on(Trigger.REPLACED, now);
            case PREVIOUS -> one.on(Trigger.RESTORED, now);
            default -> one;
        });
    }

    private CredentialLife retired(LifeEvent.Request request, Instant now) {
        CredentialLife over = moving(one -> one.state() != GenerationState.REVOKED, Trigger.RETIRED, now);
        return over.in(order.retired(request, now));
    }

    private CredentialLife suspected(long upTo, Instant now) {
        Predicate<Generation> meant = one -> one.number() <= upTo && one.state() != GenerationState.REVOKED;
        if (generations.stream().noneMatch(meant)) {
            return this;
        }
        CredentialLife safe = moving(meant, Trigger.SUSPECTED, now);
        boolean goesOn = safe.generations.stream()
                .anyMatch(one ->
                        one.state() == GenerationState.CURRENT || one.state().isUnderway());
        return goesOn || order.retiredAt().isPresent()
                ? safe
                : safe.superseded(now).planning(now, now);
    }

    /**
     * What follows from the time alone. Of three generations that are good, one would be too many: so the next one
     * waits until the one before is over and done with.
     *
     * @param quarantined whether the service gets nothing new now
     */
    public CredentialLife at(Instant now, boolean quarantined) {
        return quarantined || !hasRoom()
                ? this
                : changing(one -> switch (one.state()) {
                    case CURRENT -> one.on(Trigger.REPLACED, now);
                    case TESTED -> one.on(Trigger.PROMOTED, now);
                    default -> one;
                });
    }

    private boolean hasRoom() {
        return in(GenerationState.TESTED).isPresent()
                && in(GenerationState.PREVIOUS).isEmpty()
                && first(one -> one.state() == GenerationState.REVOKED && !one.settled())
                        .isEmpty()
                && in(GenerationState.CURRENT).map(Generation::settled).orElse(true);
    }

    /**
     * What is to be done now; empty where nothing is.
     *
     * @param quarantined whether the service gets nothing new now
     */
    public Optional<Task> task(Instant now, boolean quarantined) {
        Optional<Task> ending = task(GenerationState.REVOKED, Task.Kind.REVOKE, now)
                .or(() -> task(GenerationState.PREVIOUS, Task.Kind.CLOSE, now));
        if (ending.isPresent() || quarantined) {
            return ending;
        }
        return task(GenerationState.CURRENT, Task.Kind.ESTABLISH, now)
                .or(() -> task(GenerationState.PLANNED, Task.Kind.KEEP, now))
                .or(() -> task(GenerationState.STAGED, Task.Kind.PROVE, now));
    }

    /** From when on there may be something to do, or something follows from the time; empty where nothing does. */
    public Optional<Instant> due() {
        Optional<Instant> promotion = hasRoom() ? in(GenerationState.TESTED).map(Generation::since) : Optional.empty();
        return Stream.concat(
                        promotion.stream(),
                        generations.stream()
                                .filter(CredentialLife::hasTask)
                                .map(one -> one.work().due()))
                .min(Comparator.naturalOrder());
    }

    private static boolean hasTask(Generation one) {
        return switch (one.state()) {
            case PLANNED, STAGED, REVOKED -> true;
            case CURRENT -> !one.settled();
            case PREVIOUS -> one.settled();
            case TESTED, PARKED -> false;
        };
    }

    private Optional<Task> task(GenerationState state, Task.Kind kind, Instant now) {
        return first(one -> one.state() == state
                        && isWorkable(one, kind)
                        && !now.isBefore(one.work().due()))
                .map(one -> new Task(kind, one.number()));
    }

    /** Whether that is a task for a generation: some come before vault and ledger are as they should be, some after. */
    private static boolean isWorkable(Generation one, Task.Kind kind) {
        return kind == Task.Kind.REVOKE || one.settled() == (kind == Task.Kind.CLOSE);
    }

    /** What follows from a task that is done; the same where the generation is elsewhere by now. */
    public CredentialLife done(Task task, Instant now, RotationTerms terms) {
        return switch (task.kind()) {
            case KEEP -> moving(isAt(task, GenerationState.PLANNED), Trigger.KEPT, now);
            case PROVE -> moving(isAt(task, GenerationState.STAGED), Trigger.PROVEN, now);
            case ESTABLISH -> first(isAt(task, GenerationState.CURRENT)).isPresent() ? established(now, terms) : this;
            case CLOSE -> moving(isAt(task, GenerationState.PREVIOUS), Trigger.GRACE_OVER, now);
            case REVOKE -> revoked(task, now, terms);
        };
    }

    /** Gone at once, and looked at again when nobody can be at work any more who read that it was wanted. */
    private CredentialLife revoked(Task task, Instant now, RotationTerms terms) {
        Predicate<Generation> meant = isAt(task, GenerationState.REVOKED);
        if (first(meant.and(one -> !one.settled())).isPresent()) {
            return changing(one -> meant.test(one) ? one.settledUntil(now.plus(terms.errand())) : one);
        }
        return new CredentialLife(
                service, generations.stream().filter(meant.negate()).toList(), next, order);
    }

    private static Predicate<Generation> isAt(Task task, GenerationState state) {
        return one -> one.number() == task.generation() && one.state() == state;
    }

    /** The grace begins only where services can have the new one. */
    private CredentialLife established(Instant now, RotationTerms terms) {
        return changing(one -> switch (one.state()) {
            case CURRENT -> one.settledUntil(now);
            case PREVIOUS -> one.settled() ? one : one.settledUntil(now.plus(terms.grace()));
            default -> one;
        });
    }

    /** What follows from a task that failed. What was decided is tried for ever, what is only wanted is given up. */
    public CredentialLife failed(Task task, String why, Instant now, RotationTerms terms) {
        return changing(one -> {
            if (one.number() != task.generation() || !isWorkable(one, task.kind())) {
                return one;
            }
            Generation failed = one.failed(now.plus(terms.pause(one.work().attempts() + 1)), why);
            boolean wanted = one.state() == GenerationState.PLANNED || one.state() == GenerationState.STAGED;
            return wanted && failed.work().attempts() >= terms.attempts()
                    ? failed.on(Trigger.GAVE_UP, now).failed(now, why)
                    : failed;
        });
    }

    private CredentialLife moving(Predicate<Generation> which, Trigger trigger, Instant now) {
        return changing(one -> which.test(one) ? one.on(trigger, now) : one);
    }

    private CredentialLife changing(UnaryOperator<Generation> change) {
        return new CredentialLife(service, generations.stream().map(change).toList(), next, order);
    }
}
