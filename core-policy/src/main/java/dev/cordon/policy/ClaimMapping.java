package dev.cordon.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an external issuer's tokens are read, where they differ from RFC 9068.
 *
 * @param names which claims say what
 * @param services which services the issuer means by other names than the policy's
 * @param required claims that every token must have with exactly this value
 * @param without what its tokens need not have
 */
public record ClaimMapping(
        ClaimNames names, Aliases services, SortedMap<String, ClaimValue> required, List<TokenPart> without) {

    /** RFC 9068, and the policy's own names. */
    public static final ClaimMapping STANDARD =
            new ClaimMapping(ClaimNames.STANDARD, Aliases.NONE, new TreeMap<>(), List.of());

    /**
     * Services by the issuer's names of them. Values are compared exactly.
     *
     * @param callers by the value of the caller's claim; where there are any, a caller that is not among them is nobody
     * @param targets by the value of {@code aud}, beside the services' own names and public URLs
     */
    public record Aliases(SortedMap<String, ServiceName> callers, SortedMap<String, ServiceName> targets) {

        /** The policy's own names. */
        public static final Aliases NONE = new Aliases(new TreeMap<>(), new TreeMap<>());

        private static final int LONGEST_CALLER = 256;
        private static final int LONGEST_TARGET = 512;

        /** @throws IllegalArgumentException where a value can't be in a token */
        public Aliases {
            callers = sorted(callers);
            targets = sorted(targets);
            if (!callers.keySet().stream().allMatch(value -> isName(value, LONGEST_CALLER))
                    || !targets.keySet().stream().allMatch(value -> isName(value, LONGEST_TARGET))) {
                throw new IllegalArgumentException("a name that an issuer has for a service is 1 to " + LONGEST_CALLER
                        + " characters, " + LONGEST_TARGET + " for an `aud`");
            }
        }

        private static boolean isName(String value, int longest) {
            return !value.isEmpty()
                    && value.length() <= longest
                    && value.chars().noneMatch(Character::isISOControl);
        }

        /** The service that the issuer means by a caller; empty for nobody. */
        public Optional<String> caller(String value) {
            return callers.isEmpty()
                    ? Optional.of(value)
                    : Optional.ofNullable(callers.get(value)).map(ServiceName::text);
        }

        /** The service that the issuer means by an audience, or else the audience itself. */
        public String target(String value) {
            ServiceName service = targets.get(value);
            return service == null ? value : service.text();
        }
    }

    /** @throws IllegalArgumentException where nothing would keep ID tokens out, or a required claim can't be tested */
    public ClaimMapping {
        required = sorted(required);
        without = Distinct.sorted(without);
        if (without.contains(TokenPart.TYP) && required.isEmpty()) {
            throw new IllegalArgumentException(
                    "tokens without `typ` could be ID tokens: require a claim that only access tokens have");
        }
        required.forEach((name, value) -> {
            if (!ClaimNames.isValid(name) || value instanceof ClaimValue.Many) {
                throw new IllegalArgumentException("required claim `" + name + "` needs a name and one plain value");
            }
        });
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Whether tokens are read as RFC 9068 says. */
    public boolean isStandard() {
        return equals(STANDARD);
    }

    /** Whether its tokens need not have that. */
    public boolean goesWithout(TokenPart part) {
        return without.contains(part);
    }
}
