package dev.cordon.aws.control;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How secrets lie in Secrets Manager. Immutable.
 *
 * @param prefix what stands before a service's name in the name of its secret, such as {@code cordon/}: 1 to 128
 *     characters that Secrets Manager takes in names
 * @param kmsKey the id, ARN or alias of the key that they are encrypted with; empty for that of the account
 * @param recoveryDays how long a secret that no generation needs can be restored, in days; 7 to 30
 */
public record SecretsSettings(String prefix, Optional<String> kmsKey, int recoveryDays) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,128}");
    private static final int LEAST_DAYS = 7;

    /** The longest that Secrets Manager keeps what is deleted. */
    public static final int MOST_DAYS = 30;

    /** @throws IllegalArgumentException where one of them can't be so */
    public SecretsSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a secret's name begins with 1 to 128 letters, digits and any of `/_+=.@-`:" + " write `cordon/`");
        }
        if (recoveryDays < LEAST_DAYS || recoveryDays > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "a secret can be restored for " + LEAST_DAYS + " to " + MOST_DAYS + " days, says Secrets Manager");
        }
    }
}
