package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.mesh.EventSource;
import dev.cordon.policy.ServiceName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose events of services are believed, as options say. */
final class EventSources {

    private EventSources() {}

    /**
     * Reads {@code SOURCE} and {@code SOURCE=SERVICE}. The last {@code =} counts: a source may have some of its own,
     * and is then believed of a service alone.
     *
     * @throws CommandException where one is neither, or believed of everybody and of one service
     */
    static Set<EventSource> read(List<String> texts) throws CommandException {
        Set<EventSource> sources = new HashSet<>();
        for (String text : texts) {
            sources.add(one(text));
        }
        for (EventSource one : sources) {
            if (one.sender().isPresent() && sources.contains(new EventSource(one.source(), Optional.empty()))) {
                throw CommandException.badInput("`--event-source " + one.source()
                        + "` is named with a service and without: leave one of them out");
            }
        }
        return sources;
    }

    private static EventSource one(String text) throws CommandException {
        int end = text.lastIndexOf('=');
        String source = end < 0 ? text : text.substring(0, end);
        String service = text.substring(end + 1);
        if (source.isEmpty() || end >= 0 && !ServiceName.isValid(service)) {
            throw CommandException.badInput(
                    "`--event-source " + text + "`: write SOURCE, or SOURCE=SERVICE with a service of the policy");
        }
        return new EventSource(source, end < 0 ? Optional.empty() : Optional.of(new ServiceName(service)));
    }
}
