package dev.cordon.decision;

import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.CutOffs;
import dev.cordon.revocation.Quarantines;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.Fingerprint;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is the token, its chain, its credential, its key, or anyone involved revoked? */
final class RevocationStep {

    private static final int[] NOBODY_ELSE = {};

    private RevocationStep() {}

    static @Nullable Reason check(Evaluation call) {
        RevocationList list = call.snapshot().live().revocations();
        Reason reason = isRevokedKey(call) ? Reason.TOKEN_REVOKED : gone(call);
        if (reason == null && !list.isEmpty()) {
            VerifiedToken token = call.verified();
            reason = token == null ? null : token(list, token);
            if (reason == null) {
                reason = parties(list, call);
            }
            TokenView view = call.token();
            if (reason == null && view != null && isCutOff(list, call, view)) {
                reason = Reason.TOKEN_CUT_OFF;
            }
        }
        if (reason == null) {
            call.note(Step.REVOCATION, "nothing involved is revoked");
        }
        return reason;
    }

    /** What events say of everybody involved: who is no more, and whom a target still serves that is going. */
    private static @Nullable Reason gone(Evaluation call) {
        ServiceRegistry registry = call.snapshot().live().registry();
        if (registry.isOpen()) {
            return null;
        }
        TokenView view = call.token();
        boolean retired = registry.isRetired(name(call, call.target)) || registry.isRetired(name(call, call.caller));
        for (int actor : view == null ? NOBODY_ELSE : view.chain) {
            retired |= registry.isRetired(name(call, actor));
        }
        if (retired) {
            return Reason.SERVICE_REVOKED;
        }
        return deprecated(call);
    }

    /** Whether the target serves the caller no more; where the operation is not known, as far as that is so of all. */
    static @Nullable Reason deprecated(Evaluation call) {
        ServiceRegistry registry = call.snapshot().live().registry();
        if (registry.isOpen()) {
            return null;
        }
        ServiceName caller = call.policy().service(call.caller).name();
        @Nullable
        Operation operation = call.operation < 0 ? null : call.policy().operation(call.operation);
        return registry.serves(
                        name(call, call.target), operation, caller, call.now().wall())
                ? null
                : Reason.SERVICE_DEPRECATED;
    }

    /** What is revoked of API keys is known with the keys, whatever the list of revocations says. */
    private static boolean isRevokedKey(Evaluation call) {
        TokenView view = call.token();
        return view != null && view.apiKey && call.snapshot().live().apiKeys().hasRevoked(view.token.id());
    }

    private static @Nullable Reason token(RevocationList list, VerifiedToken token) {
        String issuer = token.issuer().text();
        Fingerprint chain = token.chain();
        if (list.hasKey(issuer, token.keyId())) {
            return Reason.KEY_REVOKED;
        } else if (list.hasToken(token.fingerprint())) {
            return Reason.TOKEN_REVOKED;
        } else if (chain != null && list.hasChain(chain)) {
            return Reason.CHAIN_REVOKED;
        }
        return list.hasGeneration(token.caller(), token.generation()) ? Reason.CREDENTIAL_REVOKED : null;
    }

    private static @Nullable Reason parties(RevocationList list, Evaluation call) {
        TokenView view = call.token();
        int[] chain = view == null ? NOBODY_ELSE : view.chain;
        long now = call.now().wall().getEpochSecond();
        boolean service = revoked(list, call, call.target) || revoked(list, call, call.caller);
        boolean quarantine = closedInbound(list, call, now) || closedOutbound(list, call, call.caller, now);
        for (int actor : chain) {
            service |= revoked(list, call, actor);
            quarantine |= closedOutbound(list, call, actor, now);
        }
        return service ? Reason.SERVICE_REVOKED : quarantine ? Reason.QUARANTINED : null;
    }

    private static boolean revoked(RevocationList list, Evaluation call, int service) {
        return list.hasService(name(call, service));
    }

    private static boolean closedInbound(RevocationList list, Evaluation call, long second) {
        return list.quarantines().closeInbound(name(call, call.target), segment(call, call.target), second);
    }

    private static boolean closedOutbound(RevocationList list, Evaluation call, int service, long second) {
        return list.quarantines().closeOutbound(name(call, service), segment(call, service), second);
    }

    /** Whether the token, or one that it came by, was issued before a cut-off that counts for it. */
    private static boolean isCutOff(RevocationList list, Evaluation call, TokenView view) {
        boolean early = isBeforeEpoch(list.cutOffs(), call, view)
                || list.quarantines()
                        .killInbound(name(call, call.target), segment(call, call.target), view.token.issuedAt())
                || isCutOff(list, call, call.caller, view.callerSince);
        for (int i = 0; i < view.chain.length; i++) {
            early |= isCutOff(list, call, view.chain[i], view.chainSince[i]);
        }
        return early;
    }

    /** API keys are old by nature: neither they nor what came by them is from before an epoch for their sake. */
    private static boolean isBeforeEpoch(CutOffs cutOffs, Evaluation call, TokenView view) {
        boolean early = !view.apiKey && cutOffs.isBeforeEpoch(view.token.issuedAt());
        List<Long> earlier = view.token.chainIssuedAt();
        int root = earlier.size() - 1;
        for (int i = 0; i <= root; i++) {
            early |= cutOffs.isBeforeEpoch(earlier.get(i)) && !(i == root && beganWithKey(call, view, earlier.get(i)));
        }
        return early;
    }

    private static boolean beganWithKey(Evaluation call, TokenView view, long issuedAt) {
        String transaction = view.token.transaction();
        return transaction != null
                && call.snapshot().live().apiKeys().begin(transaction, view.token.origin(), issuedAt);
    }

    private static boolean isCutOff(RevocationList list, Evaluation call, int service, long issuedAt) {
        CutOffs cutOffs = list.cutOffs();
        Quarantines quarantines = list.quarantines();
        return cutOffs.kills(name(call, service), issuedAt)
                || quarantines.killOutbound(name(call, service), segment(call, service), issuedAt);
    }

    private static String name(Evaluation call, int service) {
        return call.policy().service(service).name().text();
    }

    private static String segment(Evaluation call, int service) {
        return call.policy().demandsOf[service].segment.name().text();
    }
}
