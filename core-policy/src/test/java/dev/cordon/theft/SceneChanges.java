package dev.cordon.theft;

import dev.cordon.decision.Reason;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.VerifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The same call where something was revoked, in another environment, under other keys. */
final class SceneChanges {

    private static final IssuerName CORDON = new IssuerName("cordon");
    private static final Map<String, String> SEGMENTS = Map.of(
            "web", "storefront",
            "orders", "ordering",
            "payments", "money",
            "bank", "tls",
            "vault", "sealed",
            "safe", "deep");

    private final ValidCall call;
    private final Consumer<Change> to;

    SceneChanges(ValidCall call, Consumer<Change> to) {
        this.call = call;
        this.to = to;
    }

    void add() {
        VerifiedToken token = call.token;
        revoked(Reason.KEY_REVOKED, new Revocation.OfKey(CORDON, token.keyId()));
        revoked(Reason.TOKEN_REVOKED, new Revocation.OfToken(CORDON, token.id()));
        revoked(Reason.CHAIN_REVOKED, new Revocation.OfChain(String.valueOf(token.transaction())));
        ServiceName caller = new ServiceName(token.caller());
        revoked(Reason.CREDENTIAL_REVOKED, new Revocation.OfGeneration(caller, 0));
        for (long after : new long[] {-4, 0, 60}) {
            revoked(Reason.TOKEN_CUT_OFF, new Revocation.IssuedBefore(caller, token.issuedAt() + after, false));
        }
        List<String> parties = new ArrayList<>(call.chain());
        parties.add(call.target());
        for (String party : parties) {
            revoked(Reason.SERVICE_REVOKED, new Revocation.OfService(new ServiceName(party)));
            String segment = SEGMENTS.get(party);
            revoked(Reason.QUARANTINED, Quarantined.segment(segment));
        }
        for (String other : List.of("staging", "test", "production-2")) {
            Scene elsewhere = Scene.SOUND.with(new Environment(other));
            add(Aspect.ENVIRONMENT, other, Reason.BINDING_ENVIRONMENT, elsewhere);
        }
        keys("none", Map.of());
        keys("others", Map.of(CORDON, Town.STRANGER.publicKeys()));
        keys("another issuer's", Map.of(new IssuerName("idp"), Town.KEY.publicKeys()));
    }

    private void keys(String detail, Map<IssuerName, JsonWebKeys> others) {
        add(Aspect.KEYS, detail, Reason.KEY_UNKNOWN, Scene.SOUND.with(others));
    }

    private void revoked(Reason expected, Revocation entry) {
        add(Aspect.REVOKED, entry.toString(), expected, Scene.SOUND.with(entry));
    }

    private void add(Aspect aspect, String detail, Reason expected, Scene scene) {
        to.accept(new Change(aspect, detail, expected, call.in(scene)));
    }
}
