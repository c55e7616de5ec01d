package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which segment or service a quarantine is of, and why. */
final class ZoneOption {

    @Option(names = "--segment", paramLabel = "NAME", description = "a segment, with all of its services")
    private Optional<String> segment = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "a service alone")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "why, for whoever looks at it later: up to 256 characters")
    private String reason = "";

    /** As arguments of a request. */
    JsonObjectBuilder arguments() throws CommandException {
        if (segment.isPresent() == service.isPresent()) {
            throw CommandException.badInput("name a `--segment` or a `--service`, and not both");
        }
        return Json.object()
                .put("segment", segment.map(Json::of))
                .put("service", service.map(Json::of))
                .put("reason", reason);
    }

    /** Who it is, for a line of text. */
    String text() {
        return segment.map(name -> "segment `" + name + "`").orElseGet(() -> "service `" + service.orElse("") + "`");
    }
}
