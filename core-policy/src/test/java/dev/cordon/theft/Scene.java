package dev.cordon.theft;

import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import java.util.List;
import java.util.Map;

/** What an enforcement point knows. */
record Scene(Policy policy, Environment environment, List<Revocation> revoked, Map<IssuerName, JsonWebKeys> keys) {

    static final Scene SOUND = new Scene(
            TownPolicy.POLICY,
            new Environment("production"),
            List.of(),
            Map.of(
                    new IssuerName("cordon"), Town.KEY.publicKeys(),
                    new IssuerName("idp"), Town.IDP_KEY.publicKeys()));

    Scene with(Policy other) {
        return new Scene(other, environment, revoked, keys);
    }

    Scene with(Revocation entry) {
        return new Scene(policy, environment, List.of(entry), keys);
    }

    Scene with(Environment other) {
        return new Scene(policy, other, revoked, keys);
    }

    Scene with(Map<IssuerName, JsonWebKeys> others) {
        return new Scene(policy, environment, revoked, others);
    }

    Snapshot.Live live() {
        return new Snapshot.Live(
                ServiceRegistry.empty(),
                RevocationList.of(revoked.size(), revoked),
                KeyRing.of(policy.issuers(), keys));
    }
}
