package dev.cordon.aws.host;

import dev.cordon.audit.TokenSink;
import dev.cordon.aws.bridge.BridgeEvents;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.HostClock;
import dev.cordon.gate.OnDemand;
import dev.cordon.gate.TokenServiceTrial;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.IssuingSnapshots;
import dev.cordon.issuance.TokenServices;
import dev.cordon.lifecycle.PolicyRules;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.publication.StoredSnapshots;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignerUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Puts the control plane together, from its configuration and what it has of AWS. */
final class ControlStart {

    private static final String ACCESS = "dev.cordon.aws.store.AwsControl";

    private ControlStart() {}

    /** What the package has of AWS, found by name as {@link Stores} is. */
    static ControlAccess access() throws ReflectiveOperationException {
        try {
            return Class.forName(ACCESS)
                    .asSubclass(ControlAccess.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw e;
        }
    }

    /** Keys that are published for every enforcement point, and so are in the snapshot already. */
    private record Published(IssuingKeys keys) implements IssuingKeys {

        @Override
        public SegmentTokenMinter at(Instant now) throws SignerUnavailableException {
            return keys.at(now);
        }

        @Override
        public Optional<JsonWebKeys> shown(Instant now) {
            return Optional.empty();
        }
    }

    /**
     * The control plane.
     *
     * @param tokens takes a record of each trial of a credential
     * @throws IllegalArgumentException where a setting is one that AWS does not take
     */
    static ControlPlane of(
            ControlConfiguration configuration,
            ControlAccess access,
            HostClock clock,
            TokenSink tokens,
            ControlLog log) {
        Configuration.Place place = configuration.place();
        SecureRandom random = new SecureRandom();
        ControlAccess.Kept kept = access.kept(
                configuration.control().orElseThrow(),
                place.table(),
                configuration.secrets(),
                () -> clock.get().wall());
        String issuer = configuration.issuing().issuer();
        IssuingKeys keys = access.keys(issuer, configuration.issuing().keys());
        SnapshotSource snapshots = new IssuingSnapshots(
                new StoredSnapshots(
                        access.objects(place.bucket(), place.prefix()),
                        access.heads(place.table()),
                        configuration.expectations(),
                        clock),
                issuer,
                new IssuingSnapshots.Stored(
                        new Published(keys),
                        kept.care().revocations(),
                        kept.care().apiKeys(),
                        kept.care().registry()),
                clock);
        TokenServices services = new TokenServices(
                issuer,
                snapshots,
                keys,
                new TokenServices.Stores(
                        new CountedCredentials(kept.care().credentials()),
                        kept.tokens(),
                        kept.statuses(),
                        kept.care().revocations(),
                        kept.proofs()),
                random);
        ServiceCare care = ServiceCare.over(
                kept.care(),
                // only what is of a listed account comes so far
                new PolicyRules(
                        snapshots, configuration.expectations().environment(), source -> source.startsWith("aws:")),
                new ServiceCare.Helpers(
                        new TokenServiceTrial(services.server(tokens, Optional.empty()), issuer, clock),
                        CredentialNews.NONE,
                        log::notice),
                () -> clock.get().wall(),
                random);
        return new ControlPlane(new BridgeEvents(configuration.bridge()), care, new OnDemand(snapshots, clock), log);
    }
}
