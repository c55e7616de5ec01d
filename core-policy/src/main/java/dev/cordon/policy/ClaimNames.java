package dev.cordon.policy;

import java.util.List;

/**
 * The names of the claims in which an external issuer says what a decision needs.
 *
 * @param caller who calls
 * @param scopes the scopes: text with spaces; an array, too, where the name is not the standard one
 * @param roles the user's roles, an array
 * @param groups the user's groups, an array
 * @param id the token's id
 */
public record ClaimNames(String caller, String scopes, String roles, String groups, String id) {

    /** The names of RFC 9068 §2.2. */
    public static final ClaimNames STANDARD = new ClaimNames("client_id", "scope", "roles", "groups", "jti");

    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException where a name is none */
    public ClaimNames {
        for (String name : List.of(caller, scopes, roles, groups, id)) {
            if (!isValid(name)) {
                throw new IllegalArgumentException("`" + name + "` can't be the name of a claim");
            }
        }
    }

    /** The names, in words. */
    @Override
    public String toString() {
        return "caller " + caller + ", scopes " + scopes + ", roles " + roles + ", groups " + groups + ", id " + id;
    }

    /** Whether a claim may have that name: 1 to 128 printable ASCII characters without spaces. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
