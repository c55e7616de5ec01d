package dev.cordon.lifecycle;

import dev.cordon.registry.RegisteredService.Stage;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a service must be by the events that were delivered, worked out without the code that is under test. */
final class ToldService {

    private static final Comparator<ServiceEvent> WHEN = Comparator.comparing(
            ServiceEvent::origin,
            Comparator.comparing(Origin::occurredAt)
                    .thenComparing(Origin::source)
                    .thenComparing(Origin::id));

    private final Map<Kind, ServiceEvent> latest = new EnumMap<>(Kind.class);
    private Optional<ServiceEvent> running = Optional.empty();
    private long incarnation = 1;

    /** An event that was delivered. */
    void hear(ServiceEvent event) {
        Kind kind = event.kind();
        if (kind == Kind.CONFIGURED) {
            return;
        }
        boolean wasRetired = isRetired();
        if (kind != Kind.SCALED || !event.details().revisions().isEmpty()) {
            latest.merge(kind, event, ToldService::later);
        }
        if (!event.details().revisions().isEmpty()
                && (kind == Kind.DEPLOYED || kind == Kind.ROLLED_BACK || kind == Kind.SCALED)) {
            running = Optional.of(running.map(known -> later(known, event)).orElse(event));
        }
        if (wasRetired && isAlive()) {
            incarnation++;
        }
    }

    private static ServiceEvent later(ServiceEvent one, ServiceEvent other) {
        return WHEN.compare(one, other) < 0 ? other : one;
    }

    /** One of those that were heard. */
    ServiceEvent any() {
        return latest.values().iterator().next();
    }

    Optional<ServiceEvent> latest(Kind kind) {
        return Optional.ofNullable(latest.get(kind));
    }

    /** Whether one came after another, or alone. */
    private static boolean isAfter(Optional<ServiceEvent> one, Optional<ServiceEvent> other) {
        return one.isPresent() && (other.isEmpty() || WHEN.compare(one.get(), other.get()) > 0);
    }

    boolean isAlive() {
        return !latest.isEmpty() && !isRetired();
    }

    /** Whether it is there by a deploy, which it is given a secret for. */
    boolean isDeployed() {
        return isAlive() && latest(Kind.DEPLOYED).isPresent();
    }

    boolean isRetired() {
        return isAfter(latest(Kind.RETIRED), latest(Kind.DEPLOYED));
    }

    Stage stage() {
        if (!isAlive()) {
            return Stage.RETIRED;
        }
        return isAfter(latest(Kind.DEPRECATED), latest(Kind.RETIRED)) ? Stage.DEPRECATED : Stage.LIVE;
    }

    Set<String> revisions() {
        return isAfter(running, latest(Kind.RETIRED))
                ? running.orElseThrow().details().revisions()
                : Set.of();
    }

    long incarnation() {
        return incarnation;
    }
}
