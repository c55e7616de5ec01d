package dev.cordon.decision;

import dev.cordon.revocation.RevocationList;
import dev.cordon.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** Is the token, its chain, its credential, its key, or anyone involved revoked? */
final class RevocationStep {

    private static final int[] NOBODY_ELSE = {};

    private RevocationStep() {}

    static @Nullable Reason check(Evaluation call) {
        RevocationList list = call.snapshot().live().revocations();
        Reason reason = isRevokedKey(call) ? Reason.TOKEN_REVOKED : null;
        if (reason == null && !list.isEmpty()) {
            VerifiedToken token = call.verified();
            reason = token == null ? null : token(list, token);
            if (reason == null) {
                reason = parties(list, call);
            }
        }
        if (reason == null) {
            call.note(Step.REVOCATION, "nothing involved is revoked");
        }
        return reason;
    }

    /** What is revoked of API keys is known with the keys, whatever the list of revocations says. */
    private static boolean isRevokedKey(Evaluation call) {
        TokenView view = call.token();
        return view != null && view.apiKey && call.snapshot().live().apiKeys().hasRevoked(view.token.id());
    }

    private static @Nullable Reason token(RevocationList list, VerifiedToken token) {
        String issuer = token.issuer().text();
        String transaction = token.transaction();
        if (list.hasKey(issuer, token.keyId())) {
            return Reason.KEY_REVOKED;
        } else if (list.hasToken(issuer, token.id())) {
            return Reason.TOKEN_REVOKED;
        } else if (transaction != null && list.hasChain(transaction)) {
            return Reason.CHAIN_REVOKED;
        }
        boolean credential = list.hasCredential(token.caller(), token.generation(), token.issuedAt());
        return credential ? Reason.CREDENTIAL_REVOKED : null;
    }

    private static @Nullable Reason parties(RevocationList list, Evaluation call) {
        TokenView view = call.token();
        int[] chain = view == null ? NOBODY_ELSE : view.chain;
        boolean service = revoked(list, call, call.target) || revoked(list, call, call.caller);
        boolean segment = quarantined(list, call, call.target) || quarantined(list, call, call.caller);
        for (int actor : chain) {
            service |= revoked(list, call, actor);
            segment |= quarantined(list, call, actor);
        }
        return service ? Reason.SERVICE_REVOKED : segment ? Reason.SEGMENT_QUARANTINED : null;
    }

    private static boolean revoked(RevocationList list, Evaluation call, int service) {
        return list.hasService(call.policy().service(service).name().text());
    }

    private static boolean quarantined(RevocationList list, Evaluation call, int service) {
        return list.hasSegment(call.policy().demandsOf[service].segment.name().text());
    }
}
