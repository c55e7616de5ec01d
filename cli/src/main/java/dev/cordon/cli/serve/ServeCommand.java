package dev.cordon.cli.serve;

import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenSink;
import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.KeyFiles;
import dev.cordon.cli.serve.IssueOptions.Issuing;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.document.BundleExpectations;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.EmbeddedLifecycle;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.JsonLinesSink;
import dev.cordon.mesh.LeakAlarm;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.TokenServer;
import dev.cordon.mesh.admin.AdminHttpServer;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.authzen.AuthZenServer;
import dev.cordon.mesh.issuer.FetchedKeySnapshots;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import dev.cordon.token.SignatureProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon serve}: the forward-auth server. */
@Command(
        name = "serve",
        description = {
            "Answer a proxy's questions: may this call pass? Speaks nginx's auth_request, Caddy's forward_auth, Traefik's"
                    + " ForwardAuth and Envoy's ext_authz over HTTP.",
            "With `--authzen-listen` it also answers any gateway that speaks AuthZEN.",
            "With `--issuer` it also issues tokens, by OAuth 2, to the services that have credentials in its store.",
            "Loads signed bundles only, and reads them again when the file is replaced, or on SIGHUP, which also opens the log"
                    + " anew. Stops on SIGTERM, after answering what has begun."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon serve --bundle shop.bundle --bundle-key bundle.jwks --policy-name shop \\",
            "      --environment production --jwks shop=issuer.jwks --listen 127.0.0.1:8181",
            "",
            "With tokens of its own:",
            "  cordon serve --bundle shop.bundle --bundle-key bundle.jwks --policy-name shop \\",
            "      --environment production --issuer https://tokens.shop.example \\",
            "      --store shop.store --master-key master.key",
            "",
            "Exit codes: 0 stopped; 2 bad usage or input; 3 could not, such as a port that is taken"
        })
public final class ServeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final BundleOptions bundle = new BundleOptions();

    @Option(names = "--policy-name", paramLabel = "NAME", required = true, description = "the policy to enforce")
    private String policy = "";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            required = true,
            description = "the environment to enforce in")
    private String environment = "";

    @Option(names = "--minimum-sequence", paramLabel = "NUMBER", description = "refuse bundles below it")
    private long minimumSequence;

    @Mixin
    private final ProxyOptions proxies = new ProxyOptions();

    @Option(
            names = "--observe",
            description = "let every call through, and only record what would be denied: for a first roll-out")
    private boolean observe;

    @Option(names = "--name", paramLabel = "NAME", description = "this enforcement point's name in the log")
    private String name = "forward-auth";

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final ListenOption listen = new ListenOption();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final AuthZenOptions authzen = new AuthZenOptions();

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    /** A command on that console. */
    public ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        MeshConfig config = config();
        authzen.check();
        admin.check(issue.isOn());
        BundleFileSource files = BundleFileSource.of(files());
        try (JsonLinesSink written = log.open(console, this::notice);
                FetchedKeySnapshots keyed = FetchedKeySnapshots.of(files, this::notice);
                Issuing issuing = issue.open(keyed, console, this::notice).orElse(null);
                ForwardAuthServer server = start(config, keyed, written, issuing);
                EmbeddedLifecycle lives = issue.lives(
                        issuing,
                        new Environment(environment),
                        new EmbeddedLifecycle.Told(
                                LogOptions.tokens(written), server.events(), this::notice, issue.news(console)));
                AdminServer operators = issuing == null
                        ? null
                        : issue.administer(issuing, settings(issuing, lives, files, written), this::notice);
                AdminHttpServer remote = admin.start(
                        config,
                        server,
                        new AdminOptions.Administered(issuing, settings(issuing, lives, files, written)),
                        this::notice);
                TokenServer tokens = issuing == null ? null : tokens(config, issuing, leaks(written, server));
                AuthZenServer gateways = authzen.start(config, server, this::notice)) {
            // before anything is said: who reads it may send the signal at once, which else ends the process
            boolean heard = HangUp.on(() -> {
                files.demand();
                server.reload();
                if (written != null) {
                    written.reopen();
                }
            });
            if (!heard) {
                notice("SIGHUP can't be heard here; replaced files are seen all the same");
            }
            warn();
            notice("listening on " + text(server.address()));
            if (tokens != null) {
                notice("issuing tokens on " + text(tokens.address()));
            }
            if (gateways != null) {
                notice("answering AuthZEN on " + text(gateways.address()));
            }
            if (remote != null) {
                notice("answering operators on " + text(remote.address()));
            }
            if (operators != null) {
                notice("operators may ask with `--store` while this runs");
            }
            files.current().ifPresent(this::introduce);
            CountDownLatch stopped = new CountDownLatch(1);
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stopped, main)));
            stopped.await();
        } catch (IOException e) {
            throw CommandException.couldNot(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.YES;
    }

    private ForwardAuthServer start(
            MeshConfig config, FetchedKeySnapshots keyed, @Nullable JsonLinesSink written, @Nullable Issuing issuing)
            throws IOException {
        DecisionSink sink = keyed.demanding(LogOptions.sink(written));
        return issuing == null
                ? ForwardAuthServer.start(config, keyed, sink, this::notice)
                : ForwardAuthServer.start(
                        config, issuing.issuer().snapshots(), issuing.issuer().counting(sink), this::notice);
    }

    private LeakAlarm leaks(@Nullable JsonLinesSink written, ForwardAuthServer server) {
        return new LeakAlarm(LogOptions.tokens(written), server.events(), this::notice);
    }

    private TokenServer tokens(MeshConfig config, Issuing issuing, TokenSink log) throws IOException, CommandException {
        MeshConfig own =
                config.listeningOn(issue.listen().address(), issue.listen().port());
        return issuing.issuer().serve(own, log);
    }

    private AdminSettings settings(
            @Nullable Issuing issuing,
            @Nullable EmbeddedLifecycle lives,
            BundleFileSource files,
            @Nullable JsonLinesSink written) {
        return issue.settings(issuing, lives, files, LogOptions.administration(written));
    }

    private void warn() {
        if (observe) {
            notice("observing: NO call is denied, and services are not told who calls; leave out `--observe` to"
                    + " enforce");
        }
        if (log.isOff()) {
            notice("NO decision is recorded; leave out `--no-log` to keep the log");
        } else if (log.signingKey().isEmpty()) {
            notice("the log is chained and not signed: who can write it can make it anew; name `--log-signing-key`");
        }
    }

    private void introduce(Snapshot snapshot) {
        PolicyRevision inUse = snapshot.revisions().policy();
        notice((observe ? "observing" : "enforcing") + " policy `" + policy + "` sequence " + inUse.sequence()
                + ", revision " + inUse.hash());
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** The process ends when its shutdown hooks do: this one waits until the server has answered and closed. */
    private void finish(CountDownLatch stopped, Thread main) {
        notice("stopping");
        stopped.countDown();
        try {
            main.join(MeshConfig.defaults().limits().shutdown().toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notice(String line) {
        console.err().println("cordon: " + line);
    }

    private BundleFiles files() throws CommandException {
        try {
            Map<IssuerName, Path> issuers = new HashMap<>();
            keys.issuers().forEach((issuer, file) -> issuers.put(new IssuerName(issuer), file));
            return new BundleFiles(
                    bundle.file(),
                    issuers,
                    new BundleExpectations(
                            bundle.trust(console),
                            new PolicyName(policy),
                            new Environment(environment),
                            minimumSequence));
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private MeshConfig config() throws CommandException {
        try {
            MeshConfig config =
                    keyed(proxies.of(MeshConfig.defaults().named(name)).listeningOn(listen.address(), listen.port()));
            return observe ? config.observing() : config;
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private MeshConfig keyed(MeshConfig plain) throws CommandException {
        MeshConfig config = plain;
        if (keys.clientAuthorities().isPresent()) {
            config = config.withClients(
                    KeyOptions.clients(keys.clientAuthorities().get()));
        }
        if (keys.contextKey().isPresent()) {
            config = config.signingContexts(
                    KeyFiles.signingKey(keys.contextKey().get()).by(SignatureProvider.fastest()));
        }
        return keys.nonceKey().isPresent()
                ? config.demanding(KeyOptions.nonces(keys.nonceKey().get()))
                : config;
    }
}
