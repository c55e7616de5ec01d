package dev.cordon.aws.host;

import dev.cordon.audit.TokenSink;
import dev.cordon.aws.bridge.BridgeEvents;
import dev.cordon.aws.cache.CacheFlush;
import dev.cordon.aws.connection.ConnectionSweep;
import dev.cordon.aws.connection.Spread;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.control.RecordedOpenings;
import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.control.TokenEndpoint;
import dev.cordon.aws.rotation.CordonTarget;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.rotation.SecretRotation;
import dev.cordon.aws.rotation.SecretTarget;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.HostClock;
import dev.cordon.gate.OnDemand;
import dev.cordon.gate.TokenServiceTrial;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.IssuingSnapshots;
import dev.cordon.issuance.TokenServices;
import dev.cordon.lifecycle.PolicyRules;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.policy.Segment;
import dev.cordon.publication.StoredSnapshots;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignerUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Puts the control plane's functions together, from their configuration and what they have of AWS. */
final class ControlStart {

    private static final String ACCESS = "dev.cordon.aws.store.AwsControl";

    private final ControlConfiguration configuration;
    private final ControlAccess access;
    private final ControlAccess.Kept kept;
    private final IssuingKeys keys;
    private final SnapshotSource snapshots;
    private final HostClock clock;
    private final SecureRandom random = new SecureRandom();

    private ControlStart(
            ControlConfiguration configuration,
            ControlAccess access,
            ControlAccess.Kept kept,
            IssuingKeys keys,
            SnapshotSource snapshots,
            HostClock clock) {
        this.configuration = configuration;
        this.access = access;
        this.kept = kept;
        this.keys = keys;
        this.snapshots = snapshots;
        this.clock = clock;
    }

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
     * What its functions have in common.
     *
     * @throws IllegalArgumentException where a setting is one that AWS does not take
     */
    static ControlStart of(ControlConfiguration configuration, ControlAccess access, HostClock clock) {
        Configuration.Place place = configuration.place();
        ControlAccess.Kept kept = access.kept(
                configuration.control().orElseThrow(),
                place.table(),
                configuration.secrets(),
                () -> clock.get().wall());
        String issuer = configuration.issuing().issuer();
        IssuingKeys keys = access.keys(issuer, configuration.issuing().keys());
        SnapshotSource snapshots = new IssuingSnapshots(
                StoredSnapshots.publishedAlone(
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
        return new ControlStart(configuration, access, kept, keys, snapshots, clock);
    }

    private AuthorizationServer server(CountedCredentials credentials, TokenSink log) {
        ControlConfiguration.Identity identity = configuration.identity();
        TokenServices.Stores stores = new TokenServices.Stores(
                credentials, kept.tokens(), kept.statuses(), kept.care().revocations(), kept.proofs());
        return new TokenServices(configuration.issuing().issuer(), snapshots, keys, stores, random)
                .server(log, Optional.empty(), access.platforms(identity.regions(), identity.endpoint()));
    }

    /** The token service. */
    TokenEndpoint tokens(TokenSink records, ControlLog log) {
        CountedCredentials credentials = new CountedCredentials(kept.care().credentials());
        return new TokenEndpoint(server(credentials, records), new OnDemand(snapshots, clock), credentials, log);
    }

    /**
     * What looks after services.
     *
     * @param trials takes a record of each trial of a credential
     */
    ControlPlane plane(TokenSink trials, ControlLog log) {
        CacheFlush caches = new CacheFlush(
                access.heads(configuration.place().table()),
                kept.flushes(),
                access.caches(configuration.flushing().endpoint()),
                configuration.flushing().stages(),
                () -> longest(Segment.Freshness::refresh),
                () -> clock.get().wall());
        return new ControlPlane(
                new BridgeEvents(configuration.bridge()),
                care(trials, log),
                snapshots,
                new OnDemand(snapshots, clock),
                new ControlPlane.Gateway(caches, connections()),
                log);
    }

    private Optional<ConnectionSweep> connections() {
        ControlConfiguration.Sockets sockets = configuration.sockets();
        return sockets.table()
                .map(table -> new ConnectionSweep(
                        access.heads(configuration.place().table()),
                        new ConnectionSweep.Parts(
                                kept.sweeps(),
                                access.connectionNotes(table),
                                access.connections(sockets.endpoint()),
                                new RecordedOpenings(snapshots, new OnDemand(snapshots, clock))),
                        sockets.stages(),
                        () -> new Spread(longest(Segment.Freshness::refresh), longest(Segment.Freshness::denyAfter)),
                        () -> clock.get().wall()));
    }

    /** How long an authorizer may take until it knows of a change, or ends without, by the policy. */
    private Duration longest(Function<Segment.Freshness, Duration> limit) {
        return snapshots.current().stream()
                .flatMap(known -> known.policy().source().segments().stream())
                .map(segment -> limit.apply(segment.freshness()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * What rotates secrets that Secrets Manager asks to be rotated.
     *
     * @param trials takes a record of each trial of a credential
     * @throws IllegalArgumentException where what others put beside the package can't be used
     */
    RotationSteps rotation(TokenSink trials, ControlLog log) {
        ServiceCare.Stores stores = kept.care();
        RotatedSecrets secrets = access.rotatedSecrets();
        List<SecretTarget> targets = new ArrayList<>();
        targets.add(new CordonTarget(
                secrets,
                stores.secrets(),
                stores.rotations(),
                care(trials, log).rotations(),
                configuration.secrets().prefix()));
        try {
            ServiceLoader.load(SecretTarget.class, SecretTarget.class.getClassLoader())
                    .forEach(targets::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "a `SecretTarget` beside the package can't be loaded: " + e.getMessage(), e);
        }
        return new RotationSteps(new SecretRotation(secrets, targets), snapshots, new OnDemand(snapshots, clock), log);
    }

    private ServiceCare care(TokenSink trials, ControlLog log) {
        AuthorizationServer server = server(new CountedCredentials(kept.care().credentials()), trials);
        return ServiceCare.over(
                kept.care(),
                // only what is of a listed account comes so far
                new PolicyRules(
                        snapshots, configuration.expectations().environment(), source -> source.startsWith("aws:")),
                new ServiceCare.Helpers(
                        new TokenServiceTrial(server, configuration.issuing().issuer(), clock),
                        CredentialNews.NONE,
                        configuration
                                .inventory()
                                .account()
                                .map(account -> access.inventory(
                                        configuration.bridge(),
                                        account,
                                        configuration.inventory().endpoint())),
                        log::notice),
                () -> clock.get().wall(),
                random);
    }
}
