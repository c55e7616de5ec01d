package dev.cordon.cli.cloud;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an event is about, for people: whatever it holds, there is a line of it.
 *
 * @param source whose it is
 * @param name what happened
 * @param time when
 */
record EventSummary(Optional<String> source, Optional<String> name, Optional<String> time) {

    private static final Pattern PLAIN = Pattern.compile("[ -~]{1,128}");

    static EventSummary of(String body) {
        try {
            if (Json.parseWithNumbersAsText(body.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members event) {
                Optional<String> call = event.map().get("detail") instanceof Json.Members detail
                        ? text(detail, "eventName")
                        : Optional.empty();
                return new EventSummary(
                        text(event, "source"), call.or(() -> text(event, "detail-type")), text(event, "time"));
            }
        } catch (InvalidDocumentException e) {
            // no event, which is what the line says
        }
        return new EventSummary(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<String> text(Json.Members members, String name) {
        return members.map().get(name) instanceof Json.Text text
                ? Optional.of(text.value()).filter(value -> PLAIN.matcher(value).matches())
                : Optional.empty();
    }

    Json json(String id) {
        return Json.object()
                .put("id", id)
                .put("source", source.map(Json::of))
                .put("name", name.map(Json::of))
                .put("time", time.map(Json::of))
                .build();
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "no event" : time.orElse("-") + "  " + source.orElse("-") + "  " + name.get();
    }
}
