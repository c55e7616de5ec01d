package dev.cordon.cli.serve;

import dev.cordon.audit.AdministrationSink;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.InputFiles;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.mesh.EmbeddedIssuer;
import dev.cordon.mesh.EmbeddedLifecycle;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.admin.AdminSettings.ServiceLives;
import dev.cordon.mesh.cloudevents.HttpCredentialNews;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.rotation.CredentialNews;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the server also issues tokens, and what by. */
final class IssueOptions {

    private static final String LISTEN = "127.0.0.1:8182";
    private static final String MASTER_KEY = "CORDON_MASTER_KEY";

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "issue tokens too, as the policy's issuer of this iss; needs `--store`")
    private Optional<String> issuer = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "where credentials, tokens, revocations and signing keys are kept")
    private Optional<Path> store = Optional.empty();

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            description = "32 random bytes in hex, which encrypt the store's signing keys (default: the environment"
                    + " variable CORDON_MASTER_KEY)")
    private Optional<Path> masterKey = Optional.empty();

    @Option(
            names = "--token-listen",
            paramLabel = "ADDRESS:PORT",
            description = "where tokens are asked for (default: 127.0.0.1:8182)")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--event-source",
            paramLabel = "SOURCE[=SERVICE]",
            description = "believe events of services from this source, where a service is named from that one alone"
                    + " when they come over HTTP; may be repeated (default: cordon)")
    private List<String> sources = List.of("cordon");

    @Option(
            names = "--credential-events-to",
            paramLabel = "URL",
            description = "post a CloudEvent there when a service is given another secret and when one is over; the"
                    + " grace of the one before begins when it is taken")
    private Optional<String> receiver = Optional.empty();

    @Option(
            names = "--credential-events-token",
            paramLabel = "@FILE",
            description = "a bearer token for that URL, from a file")
    private Optional<String> receiverToken = Optional.empty();

    /** The store. */
    Optional<Path> store() {
        return store;
    }

    /** The file of the master key. */
    Optional<Path> masterKey() {
        return masterKey;
    }

    /** Whether it was named where tokens are asked for. */
    boolean isListenNamed() {
        return listen.isPresent();
    }

    /** Whether tokens are issued. */
    boolean isOn() {
        return issuer.isPresent();
    }

    /** Where tokens are asked for. */
    AddressText listen() {
        return new AddressText("--token-listen", listen.orElse(LISTEN));
    }

    /**
     * Opens the store, and the token service over it; empty where no tokens are issued.
     *
     * @throws CommandException where options contradict each other, or the store can't be opened
     */
    Optional<Issuing> open(SnapshotSource files, Console console, Consumer<String> notices) throws CommandException {
        if (issuer.isPresent() != store.isPresent()) {
            throw CommandException.badInput(
                    "`--issuer` and `--store` go together: tokens are kept where they are issued");
        }
        if (issuer.isEmpty()) {
            if (masterKey.isPresent() || listen.isPresent()) {
                throw CommandException.badInput("`--master-key` and `--token-listen` are for issuing: name `--issuer`");
            }
            if (receiver.isPresent()) {
                throw CommandException.badInput("`--credential-events-to` is for issuing: name `--issuer`");
            }
            return Optional.empty();
        }
        checkSources();
        int unused = listen().port();
        try {
            AuthorizationServer.requireIdentifier(issuer.get());
            MasterKey key = masterKey.isPresent()
                    ? MasterKey.fromFile(masterKey.get())
                    : MasterKey.fromEnvironment(MASTER_KEY, System.getenv());
            EmbeddedStore opened = EmbeddedStore.open(store.get(), key, console.clock(), console.random());
            return Optional.of(issuing(opened, files, notices));
        } catch (StoreRefusedException e) {
            String why = String.valueOf(e.getMessage());
            throw e.isInUse() ? CommandException.couldNot(why) : CommandException.badInput(why);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** Looks at the sources of events, and at who is told of credentials, alone. */
    void checkSources() throws CommandException {
        Object unused = EventSources.read(sources);
        if (receiver.isPresent()) {
            Object unusedToo = news(receiver.get(), Optional.empty());
        } else if (receiverToken.isPresent()) {
            throw CommandException.badInput("`--credential-events-token` is for `--credential-events-to`: name both");
        }
    }

    /**
     * Tells those who use credentials that they changed.
     *
     * @throws CommandException where the options say in no way that is known who that is
     */
    CredentialNews news(Console console) throws CommandException {
        if (receiver.isEmpty() || issuer.isEmpty()) {
            return CredentialNews.NONE;
        }
        Optional<String> token = receiverToken.isEmpty()
                ? Optional.empty()
                : Optional.of(InputFiles.secret(console, "a token", "--credential-events-token", receiverToken.get()));
        return news(receiver.get(), token);
    }

    private CredentialNews news(String url, Optional<String> token) throws CommandException {
        try {
            return new HttpCredentialNews(
                    URI.create(url), issuer.orElse(""), token, Clock.systemUTC(), System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("`--credential-events-to`: events are posted to an `https` URL without user"
                    + " name or password, or to an `http` one of this machine");
        }
    }

    private Issuing issuing(EmbeddedStore opened, SnapshotSource files, Consumer<String> notices)
            throws CommandException {
        try {
            return new Issuing(opened, EmbeddedIssuer.over(opened, issuer.orElseThrow(), files, notices));
        } catch (SigningKeyStoreUnavailableException e) {
            opened.close();
            throw CommandException.badInput(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Answers operators beside the store; null where that can't be, which is told: tokens are issued all the same.
     *
     * @param settings what administration goes by
     */
    @Nullable
    AdminServer administer(Issuing issuing, AdminSettings settings, Consumer<String> notices) {
        Path socket = AdminServer.socketOf(store.orElseThrow());
        try {
            return AdminServer.start(issuing.store(), settings, socket, notices);
        } catch (IOException e) {
            notices.accept("operators can't ask while this runs: " + e.getMessage());
            return null;
        }
    }

    /**
     * What administration goes by.
     *
     * @param lives takes the events of services; null where no tokens are issued
     * @param files where the policy's name of the issuer is
     * @param log where changes are recorded
     */
    AdminSettings settings(
            @Nullable Issuing issuing,
            @Nullable EmbeddedLifecycle lives,
            SnapshotSource files,
            AdministrationSink log) {
        return new AdminSettings(
                KeySchedule.standard(),
                issuer.isEmpty() ? Optional.empty() : issuerName(files),
                Clock.systemUTC(),
                new SecureRandom(),
                Optional.ofNullable(issuing).map(one -> one.issuer()::issue),
                Optional.ofNullable(lives)
                        .map(one -> new ServiceLives(
                                (event, sender) -> one.take(event, sender.service()),
                                one.events(),
                                one.rotations(),
                                one.reconciler())),
                () -> files.current().map(Snapshot::policy),
                log);
    }

    /**
     * Has the credentials of services rotate, and what they had end with them; null where no tokens are issued.
     *
     * @param environment whose events are for this server
     * @throws CommandException where a source is named in no way that is known
     */
    @Nullable
    EmbeddedLifecycle lives(@Nullable Issuing issuing, Environment environment, EmbeddedLifecycle.Told told)
            throws CommandException {
        return issuing == null
                ? null
                : EmbeddedLifecycle.start(
                        issuing.store(),
                        issuing.issuer(),
                        new EmbeddedLifecycle.Believed(environment, EventSources.read(sources)),
                        told);
    }

    private Optional<IssuerName> issuerName(SnapshotSource files) {
        return files.current().stream()
                .flatMap(snapshot -> snapshot.policy().source().issuers().stream())
                .filter(one -> one.issuer().equals(issuer.orElseThrow()))
                .map(Issuer::name)
                .findFirst();
    }

    /**
     * A token service and what it keeps.
     *
     * @param store what it keeps
     * @param issuer the service
     */
    record Issuing(EmbeddedStore store, EmbeddedIssuer issuer) implements AutoCloseable {

        @Override
        public void close() {
            issuer.close();
            store.close();
        }
    }
}
