package dev.cordon.cli.serve;

import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.Version;
import dev.cordon.document.Json;
import dev.cordon.token.SignatureProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cordon doctor}: is this machine fit, and what would make it better? */
@Command(
        name = "doctor",
        description = "Look at what Cordon runs on, and say what to mend.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  cordon doctor --json", "", "Exit codes: 0 fit; 1 something must be mended"})
public final class DoctorCommand implements Callable<Integer> {

    private static final int OLDEST_JAVA = 17;

    private final Console console;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** One thing looked at. */
    private record Finding(String what, String found, boolean fit, String advice) {}

    /** A command on that console. */
    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Finding> findings = List.of(java(), cryptography(), sharing(), zones(), loopback());
        if (json) {
            console.out().println(asJson(findings));
        } else {
            console.out().println("cordon " + Version.text());
            findings.forEach(this::print);
        }
        return findings.stream().allMatch(Finding::fit) ? ExitCode.YES : ExitCode.NO;
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        return new Finding(
                "java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                feature >= OLDEST_JAVA,
                feature >= OLDEST_JAVA ? "" : "install Java 17 or later");
    }

    private static Finding cryptography() {
        SignatureProvider fastest = SignatureProvider.fastest();
        boolean plain = fastest.name().equals(SignatureProvider.jdk().name());
        return new Finding(
                "cryptography",
                fastest.name(),
                true,
                plain ? "first-seen tokens cost about ten times more than with Amazon Corretto Crypto Provider" : "");
    }

    private static Finding sharing() {
        boolean shared = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
        return new Finding(
                "class data sharing",
                shared ? "on" : "off",
                true,
                shared ? "" : "start by the launcher `cordon`, which keeps an archive: commands start twice as fast");
    }

    private static Finding zones() {
        return new Finding(
                "time zone data",
                ZoneRulesProvider.getVersions("UTC").lastEntry().getKey(),
                true,
                "");
    }

    private static Finding loopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Finding("loopback", "port " + socket.getLocalPort() + " could be opened", true, "");
        } catch (IOException e) {
            return new Finding("loopback", "no port could be opened", false, "allow this user to listen on loopback");
        }
    }

    private void print(Finding finding) {
        String mark = finding.fit() ? console.good("fit ") : console.bad("MEND");
        console.out().printf("%s  %-20s %s%n", mark, finding.what(), finding.found());
        if (!finding.advice().isEmpty()) {
            console.out().println("      " + console.faint(finding.advice()));
        }
    }

    private static Json asJson(List<Finding> findings) {
        return Json.object()
                .put("version", Version.text())
                .put(
                        "findings",
                        Json.array(findings.stream()
                                .<Json>map(finding -> Json.object()
                                        .put("what", finding.what())
                                        .put("found", finding.found())
                                        .put("fit", finding.fit())
                                        .put("advice", finding.advice())
                                        .build())
                                .toList()))
                .build();
    }
}
