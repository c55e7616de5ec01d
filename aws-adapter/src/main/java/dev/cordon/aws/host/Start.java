package dev.cordon.aws.host;

import dev.cordon.aws.authorizer.Authorizer;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.gate.HostClock;
import dev.cordon.publication.StoredSnapshots;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From environment variables to an authorizer that runs, or to one that denies every call and says why. */
final class Start {

    private static final String STORES = "dev.cordon.aws.store.AwsStores";
    private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";

    private Start() {}

    static RunningAuthorizer of(Map<String, String> environment, OutputStream log, HostClock clock) {
        Variables variables = new Variables(environment);
        RunningAuthorizer.Host host = new RunningAuthorizer.Host(variables.text(FUNCTION, "authorizer"), log, clock);
        try {
            Configuration configuration = Configuration.of(variables);
            return open(host, configuration, kept(configuration, stores(), clock));
        } catch (ConfigurationException e) {
            return closed(host, variables, e.line());
        } catch (InvocationTargetException e) {
            return closed(host, variables, "the stores can't be opened: " + reason(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
            return closed(host, variables, "the package is incomplete: deploy `cordon-authorizer.jar` as it was built");
        }
    }

    /** What a store says of its configuration; of other faults the kind alone, for their words may quote a secret. */
    private static String reason(@Nullable Throwable fault) {
        return fault instanceof IllegalArgumentException
                ? String.valueOf(fault.getMessage())
                : fault == null ? "no reason given" : fault.getClass().getSimpleName();
    }

    static RunningAuthorizer open(
            RunningAuthorizer.Host host, Configuration configuration, RunningAuthorizer.Kept kept) {
        RunningAuthorizer running = new RunningAuthorizer(
                host,
                kept,
                enforcement -> new Authorizer(configuration.settings(), enforcement),
                Rehearsal.events(configuration.settings()));
        running.warn();
        return running;
    }

    static RunningAuthorizer.Kept kept(Configuration configuration, Stores stores, HostClock clock) {
        return new RunningAuthorizer.Kept(
                source(configuration, stores, clock),
                configuration.connections().map(stores::connections));
    }

    private static SnapshotSource source(Configuration configuration, Stores stores, HostClock clock) {
        Configuration.Place place = configuration.place();
        return new StoredSnapshots(
                stores.objects(place.bucket(), place.prefix()),
                stores.heads(place.table()),
                place.control()
                        .map(table -> stores.live(table, () -> clock.get().wall())),
                configuration.expectations(),
                clock);
    }

    /** Found by name: looking through the class path would cost a cold start, and there is only one. */
    private static Stores stores() throws ReflectiveOperationException {
        return Class.forName(STORES)
                .asSubclass(Stores.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static RunningAuthorizer closed(RunningAuthorizer.Host host, Variables variables, String why) {
        Wording wording = wording(variables);
        RunningAuthorizer closed = new RunningAuthorizer(
                host,
                new RunningAuthorizer.Kept(new NoSnapshot(why), Optional.empty()),
                enforcement -> Authorizer.closed(why, wording, enforcement),
                List.of());
        closed.notice("every call is denied, since the function can't start: " + why);
        return closed;
    }

    private static Wording wording(Variables variables) {
        try {
            return Configuration.wording(variables);
        } catch (ConfigurationException e) {
            return new Wording(false, false);
        }
    }

    /** There is no snapshot and will be none. */
    private record NoSnapshot(String why) implements SnapshotSource {
        @Override
        public Optional<Snapshot> current() {
            return Optional.empty();
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            throw new SnapshotUnavailableException(why);
        }
    }
}
