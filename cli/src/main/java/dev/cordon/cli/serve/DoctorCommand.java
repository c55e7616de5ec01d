package dev.cordon.cli.serve;

import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.TokenOption;
import dev.cordon.cli.Version;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Json;
import dev.cordon.token.SignatureProvider;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon doctor}: is this machine fit, are a server's files, and what would make them better? */
@Command(
        name = "doctor",
        description = {
            "Look at what Cordon runs on, and say what to mend.",
            "With the options of `serve` it also looks at the files that the server would read, and at its port."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon doctor --json",
            "  cordon doctor --bundle shop.bundle --bundle-key bundle.jwks --jwks shop=issuer.jwks \\",
            "      --listen 127.0.0.1:8181",
            "",
            "Exit codes: 0 fit, warnings or not; 1 something must be mended; 2 bad usage"
        })
public final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final BundleOptions bundle = new BundleOptions();

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

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        List<Finding> findings =
                checks().stream().flatMap(check -> check.findings().stream()).toList();
        boolean fit = findings.stream().noneMatch(finding -> finding.status() == Finding.Status.FAIL);
        if (json) {
            console.out().println(asJson(fit, findings));
        } else {
            print(findings);
        }
        return fit ? ExitCode.YES : ExitCode.NO;
    }

    private List<Check> checks() throws CommandException {
        if (bundle.takesUnsigned() && bundle.key().isPresent()) {
            throw CommandException.badInput(
                    "`--bundle-key` and `--allow-unsigned-bundle` contradict each other: leave one out");
        }
        Instant now = console.clock().instant();
        List<Check> checks = new ArrayList<>(List.of(
                RuntimeCheck.here(),
                CryptographyCheck.of(SignatureProvider.fastest()),
                new ClockCheck(now, Version.built())));
        Optional<BundleReading> reading = Optional.empty();
        if (bundle.isNamed()) {
            Path file = bundle.file();
            reading = Optional.of(BundleReading.of(file, trust()));
            checks.add(new BundleCheck(file, reading.get(), now, Access.here()));
        }
        checks.add(new PublicKeysCheck(bundle.key(), keys.issuers(), reading.flatMap(BundleReading::issuers)));
        checks.add(new ServerKeysCheck(keys));
        checks.add(new LogCheck(log.file(), log.isOff(), log.signingKey(), Access.here()));
        checks.add(listen.isNamed() ? PortCheck.listen(listen) : PortCheck.anywhere());
        checks.add(new StoreCheck(issue.store(), issue.masterKey(), Access.here()));
        checks.addAll(otherPorts());
        return checks;
    }

    private List<Check> otherPorts() throws CommandException {
        List<Check> checks = new ArrayList<>();
        if (issue.isListenNamed()) {
            checks.add(new PortCheck(
                    "token-listen", issue.listen().address(), issue.listen().port()));
        }
        admin.check(issue.isOn());
        issue.checkSources();
        if (admin.isListenNamed()) {
            checks.add(new PortCheck(
                    "admin-listen", admin.listen().address(), admin.listen().port()));
        }
        authzen.check();
        if (authzen.isListenNamed()) {
            checks.add(new PortCheck(
                    "authzen-listen",
                    authzen.listen().address(),
                    authzen.listen().port()));
        }
        return checks;
    }

    /** Whose bundles are taken; none where that was not said, or the keys can't be read, which has its own finding. */
    private Optional<BundleTrust> trust() {
        if (bundle.takesUnsigned()) {
            return Optional.of(BundleTrust.allowUnsigned());
        }
        try {
            return bundle.key().isPresent()
                    ? Optional.of(
                            BundleTrust.pinned(TokenOption.keys(bundle.key().get())))
                    : Optional.empty();
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    private void print(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(0);
        console.out().println("cordon " + Version.text());
        for (Finding finding : findings) {
            String what = finding.what() + " ".repeat(width - finding.what().length());
            console.out().println(mark(finding.status()) + "  " + what + "  " + finding.found());
            if (!finding.advice().isEmpty()) {
                console.out().println("      " + console.faint(finding.advice()));
            }
        }
    }

    private String mark(Finding.Status status) {
        return switch (status) {
            case OK -> console.good("ok  ");
            case WARN -> console.warning("warn");
            case FAIL -> console.bad("fail");
        };
    }

    private static Json asJson(boolean fit, List<Finding> findings) {
        return Json.object()
                .put("version", Version.text())
                .put("fit", fit)
                .put(
                        "findings",
                        Json.array(findings.stream()
                                .<Json>map(finding -> Json.object()
                                        .put("what", finding.what())
                                        .put("status", finding.status().word())
                                        .put("found", finding.found())
                                        .put("advice", finding.advice())
                                        .build())
                                .toList()))
                .build();
    }
}
