package dev.cordon.token;

import java.util.List;
import java.util.Map;

/** The {@code status} claim (draft-ietf-oauth-status-list §6.1, §6.2). */
final class StatusClaim {

    static final String NAME = "status";

    private static final String LIST = "status_list";
    private static final String INDEX = "idx";
    private static final String URI = "uri";

    private StatusClaim() {}

    static Map<String, Object> write(StatusReference status) {
        return Map.of(LIST, Map.of(INDEX, status.index(), URI, status.uri()));
    }

    /** Another mechanism could not be looked at, and is none that Cordon's own issuers use. */
    static StatusReference read(Fields claim) throws OddClaimException {
        claim.only(List.of(LIST));
        Fields list = claim.object(LIST);
        list.only(List.of(INDEX, URI));
        return new StatusReference(list.url(URI), list.whole(INDEX, 0, StatusReference.LAST));
    }
}
