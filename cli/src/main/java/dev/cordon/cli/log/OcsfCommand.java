package dev.cordon.cli.log;

import dev.cordon.audit.OcsfJson;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cordon log ocsf}: each record as an event that a SIEM knows. */
@Command(
        name = "ocsf",
        description = "Write each record as an OCSF event: API Activity (6003), with the profile security_control.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon log ocsf decisions.log > events.jsonl",
            "  tail -f decisions.log | cordon log ocsf -",
            "",
            "Exit codes: 0 done; 2 a line can't be read: the rest is written"
        })
final class OcsfCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "LOG", description = "the decision log; - for standard input")
    private Path log = Path.of("");

    private boolean unreadable;

    OcsfCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        new LogFile(console, log).read(this::write);
        return unreadable ? ExitCode.BAD_INPUT : ExitCode.YES;
    }

    /** What is no record of a call, such as the log's word of a loss, is no event. */
    private void write(long number, String text) {
        try {
            if (Json.parse(text) instanceof Json.Members line) {
                OcsfJson.of(line).ifPresent(event -> console.out().println(event.toCanonical()));
                return;
            }
        } catch (InvalidDocumentException e) {
            // told below
        }
        unreadable = true;
        console.err().println(console.warning("line " + number + " is no JSON object"));
    }
}
