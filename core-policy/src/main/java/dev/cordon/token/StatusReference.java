package dev.cordon.token;

/**
 * Where the status of a token is published: the {@code status_list} of its {@code status} claim
 * (draft-ietf-oauth-status-list §6.2).
 *
 * @param uri the URI of the Status List Token
 * @param index the token's place in that list, from 0
 */
public record StatusReference(String uri, long index) {

    /** The largest whole number that every JSON reader takes (RFC 7493 §2.2). */
    static final long LAST = (1L << 53) - 1;

    /** @throws IllegalArgumentException where the URI is no text of 1 to 512 characters, or the index out of range */
    public StatusReference {
        if (!Fields.isName(uri, Fields.LONGEST_URL) || index < 0 || index > LAST) {
            throw new IllegalArgumentException("a status is published under a URI of 1 to " + Fields.LONGEST_URL
                    + " characters, at a place from 0");
        }
    }
}
