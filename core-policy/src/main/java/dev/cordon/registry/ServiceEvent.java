package dev.cordon.registry;

import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to a service, in the same words wherever it runs. Adapters make it of what their provider tells; it may
 * arrive twice, late, or in another order. Immutable.
 *
 * @param kind what happened
 * @param service to which service
 * @param environment in which environment
 * @param details what the provider tells of it
 * @param origin who says so
 */
public record ServiceEvent(Kind kind, ServiceName service, Environment environment, Details details, Origin origin) {

    private static final int LONGEST = 256;

    /** What may happen. */
    public enum Kind {
        /** A revision runs that did not before; the service may be new, or have been retired. */
        DEPLOYED,
        /** It runs more or fewer times, or other revisions of it take its calls. */
        SCALED,
        /** Its settings changed, and its revision did not. */
        CONFIGURED,
        /** The revision before runs again. */
        ROLLED_BACK,
        /** It takes no new callers any more. */
        DEPRECATED,
        /** It is no more. */
        RETIRED;

        /** The kind of that word, such as {@code rolled-back}. */
        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.toString().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Who says so, and when it happened: of two events the later counts, in whatever order they arrive.
     *
     * @param source who made the event, as CloudEvents' {@code source}: 1 to 256 printable characters
     * @param id the event's own id there, as CloudEvents' {@code id}: 1 to 256 printable characters
     * @param occurredAt when it happened at its source
     */
    public record Origin(String source, String id, Instant occurredAt) implements Comparable<Origin> {

        private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::occurredAt)
                .thenComparing(Origin::source)
                .thenComparing(Origin::id);

        /** @throws IllegalArgumentException where source or id is no such text */
        public Origin {
            require("source", source);
            require("id", id);
        }

        @Override
        public int compareTo(Origin other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What a provider may tell of a service.
     *
     * @param revisions the revisions that run from then on, 1 to 256 printable characters each; empty where none is
     *     told
     * @param endpoints where it is reached from then on
     * @param deprecation how a service that is deprecated goes on
     * @param workload what it is beside its name
     */
    public record Details(
            Set<String> revisions,
            Optional<Set<Endpoint>> endpoints,
            Optional<Deprecation> deprecation,
            Optional<Workload> workload) {

        /** Nothing is told. */
        public static final Details NONE = new Details(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

        /**
         * Copies the sets.
         *
         * @throws IllegalArgumentException where a revision is no such text
         */
        public Details {
            revisions = Set.copyOf(revisions);
            endpoints = endpoints.map(Set::copyOf);
            revisions.forEach(text -> require("revision", text));
        }

        /** That these revisions run, and nothing more. */
        public static Details running(String... revisions) {
            return new Details(Set.copyOf(List.of(revisions)), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static void require(String what, String text) {
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "an event's " + what + " has 1 to " + LONGEST + " characters, all of them printable ASCII");
        }
    }
}
