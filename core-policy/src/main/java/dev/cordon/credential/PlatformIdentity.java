package dev.cordon.credential;

import java.util.regex.Pattern;

/**
 * Whom a cloud's platform vouches for, in its own words: on AWS the ARN of a role. A workload there proves it without a
 * secret that somebody hands out. Immutable.
 *
 * @param text 1 to 512 printable characters of ASCII without spaces, compared as they are
 */
public record PlatformIdentity(String text) {

    private static final Pattern TEXT = Pattern.compile("[!-~]{1,512}");

    /** A role that has a path, which the platform does not tell when it vouches for the role. */
    private static final Pattern ROLE_WITH_PATH =
            Pattern.compile("(arn:[a-z-]+:iam::[0-9]{12}:role/)(?:[^/]+/)+([^/]+)");

    /** @throws IllegalArgumentException where it is none, or one that no platform ever tells */
    public PlatformIdentity {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a platform identity has 1 to 512 printable characters of ASCII, and no space: write a role's ARN");
        }
        if (ROLE_WITH_PATH.matcher(text).matches()) {
            throw new IllegalArgumentException("AWS vouches for a role by its name alone: write `"
                    + ROLE_WITH_PATH.matcher(text).replaceAll("$1$2") + "`, without the path");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
