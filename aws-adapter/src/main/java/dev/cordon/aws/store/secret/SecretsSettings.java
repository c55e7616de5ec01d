package dev.cordon.aws.store.secret;

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
    private static final int LEAST = 7;
    private static final int MOST = 30;

    /** @throws IllegalArgumentException where one of them can't be so */
    public SecretsSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a secret's name begins with 1 to 128 letters, digits and any of `/_+=.@-`:" + " write `cordon/`");
        }
        if (recoveryDays < LEAST || recoveryDays > MOST) {
            throw new IllegalArgumentException(
                    "a secret can be restored for " + LEAST + " to " + MOST + " days, says Secrets Manager");
        }
    }
}
