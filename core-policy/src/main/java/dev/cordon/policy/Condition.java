package dev.cordon.policy;

import dev.cordon.network.Cidr;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What a call's context must meet. One that can't be evaluated denies in a flow and applies in a forbid. */
public sealed interface Condition {

    /** The call comes from one of these blocks. */
    record Network(List<Cidr> blocks) implements Condition {
        /** @throws IllegalArgumentException where the list is empty */
        public Network {
            blocks = required(blocks);
        }
    }

    /** The caller's token was made for the environment in which it is shown. */
    record SameEnvironment() implements Condition {}

    /** The call happens in one of these environments. */
    record InEnvironment(List<Environment> environments) implements Condition {
        /** @throws IllegalArgumentException where the list is empty */
        public InEnvironment {
            environments = required(environments);
        }
    }

    /**
     * The caller proves one of these keys: its client certificate (RFC 8705 {@code x5t#S256}) or its DPoP key (RFC 7638
     * thumbprint) is listed.
     */
    record Device(List<KeyThumbprint> keys) implements Condition {
        /** @throws IllegalArgumentException where the list is empty */
        public Device {
            keys = required(keys);
        }
    }

    /** The call comes within one of these windows. */
    record Time(List<TimeWindow> windows) implements Condition {
        /** @throws IllegalArgumentException where the list is empty */
        public Time {
            windows = required(windows);
        }
    }

    /** The call comes with a trusted client certificate. */
    record MutualTls() implements Condition {}

    /** The caller's token was issued at most this long ago. */
    record MaxTokenAge(Duration age) implements Condition {
        /** @throws IllegalArgumentException where the age is below a second or not in whole seconds */
        public MaxTokenAge {
            if (age.compareTo(Duration.ofSeconds(1)) < 0 || age.toNanosPart() != 0) {
                throw new IllegalArgumentException("a token age is at least 1 second, in whole seconds");
            }
        }
    }

    /** A claim of the caller's token passes a test. */
    record Claim(String name, ClaimTest test) implements Condition {
        /** @throws IllegalArgumentException where the name is empty or longer than 128 characters */
        public Claim {
            if (name.isEmpty() || name.length() > 128) {
                throw new IllegalArgumentException("a claim's name has 1 to 128 characters");
            }
        }
    }

    /**
     * The user behind the call, as named by this issuer, has one of the roles (where any are listed) and one of the
     * groups (where any are listed). The user is distinct from the caller, which is a service.
     */
    record Subject(IssuerName issuer, List<String> roles, List<String> groups) implements Condition {
        /** @throws IllegalArgumentException where neither roles nor groups are listed */
        public Subject {
            roles = List.copyOf(roles);
            groups = List.copyOf(groups);
            if (roles.isEmpty() && groups.isEmpty()) {
                throw new IllegalArgumentException("a subject condition lists roles or groups");
            }
        }
    }

    /** The place of this kind of condition in the order in which conditions are checked; from 0. */
    default int rank() {
        if (this instanceof Network) {
            return 0;
        } else if (this instanceof SameEnvironment || this instanceof InEnvironment) {
            return 1;
        } else if (this instanceof Device) {
            return 2;
        } else if (this instanceof Time) {
            return 3;
        } else if (this instanceof MutualTls) {
            return 4;
        } else if (this instanceof MaxTokenAge) {
            return 5;
        }
        return this instanceof Claim ? 6 : 7;
    }

    /** The conditions in the order of the decision; those of one kind keep their order. */
    static List<Condition> ordered(List<Condition> conditions) {
        for (int i = 1; i < conditions.size(); i++) {
            if (conditions.get(i - 1).rank() > conditions.get(i).rank()) {
                return sorted(conditions);
            }
        }
        return List.copyOf(conditions);
    }

    private static List<Condition> sorted(List<Condition> conditions) {
        return conditions.stream()
                .sorted(Comparator.comparingInt(Condition::rank))
                .toList();
    }

    private static <T> List<T> required(List<T> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("a condition lists at least one value");
        }
        return List.copyOf(list);
    }
}
