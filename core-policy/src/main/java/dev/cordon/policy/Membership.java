package dev.cordon.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who belongs to a segment without being named in the policy: services that events describe so. All that it asks for
 * must be there. Immutable.
 *
 * @param accounts in which cloud accounts, projects or subscriptions; empty for any, but never where it goes by tags,
 *     which whoever deploys into an account may choose
 * @param tags the tags that a service has, all of them
 * @param spiffe its SPIFFE ID, or with {@code /*} at its end how that begins
 */
public record Membership(List<String> accounts, List<Tag> tags, Optional<String> spiffe) {

    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final String REST = "/*";

    /** @throws IllegalArgumentException where it would let in whoever comes, or a part is not of its form */
    public Membership {
        accounts = Distinct.copyOf(accounts);
        tags = Distinct.copyOf(tags);
        if (tags.isEmpty() && spiffe.isEmpty()) {
            throw new IllegalArgumentException("members are known by their tags or their SPIFFE IDs");
        }
        if (!tags.isEmpty() && accounts.isEmpty()) {
            throw new IllegalArgumentException("tags grant membership only in accounts that are listed");
        }
        for (String account : accounts) {
            if (!isAccount(account)) {
                throw new IllegalArgumentException("`" + account + "` is no account, project or subscription");
            }
        }
        if (spiffe.isPresent() && !isSpiffe(spiffe.get())) {
            throw new IllegalArgumentException(
                    "members' SPIFFE IDs are `spiffe://trust-domain/path` or `spiffe://trust-domain/path/*`");
        }
    }

    /** Whether the text may name an account, a project or a subscription of a cloud. */
    public static boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches();
    }

    /** Whether the text is a SPIFFE ID, or the beginning of some. */
    public static boolean isSpiffe(String text) {
        return SpiffeText.isValid(text.endsWith(REST) ? text.substring(0, text.length() - REST.length()) : text);
    }

    /** Whether that SPIFFE ID is meant; every one where it does not go by them. */
    public boolean admits(Optional<String> id) {
        if (spiffe.isEmpty()) {
            return true;
        }
        String wanted = spiffe.get();
        boolean some = wanted.endsWith(REST);
        String beginning = wanted.substring(0, wanted.length() - 1);
        return id.filter(own ->
                        some ? own.startsWith(beginning) && own.length() > beginning.length() : own.equals(wanted))
                .isPresent();
    }
}
