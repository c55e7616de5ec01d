package dev.cordon.audit;

import dev.cordon.document.Json;
import dev.cordon.document.JsonLine;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of a record of administration, in one line: see {@code docs/decision-log.md}. A member that does not
 * apply is absent, never null. What an operator wrote is shortened and in printable ASCII.
 */
public final class AdministrationJson {

    private static final int MOST_MEMBERS = 32;
    private static final int MOST_ITEMS = 32;

    private AdministrationJson() {}

    /** Appends the line, without its end, to a buffer that is empty or ends in a line feed. */
    public static void append(StringBuilder lines, AdministrationRecord done) {
        JsonLine line = new JsonLine(lines).object();
        line.put("administration", Words.name(done.operation()));
        members(line, "arguments", done.arguments());
        line.put("by", Words.name(done.by()));
        done.outcome().message().ifPresent(message -> line.put("message", Words.printable(message)));
        line.put("result", done.outcome().result());
        line.put("time", Words.time(done.time()));
        members(line, "touched", done.outcome().touched());
        line.endObject();
    }

    private static void members(JsonLine line, String name, Json.Members members) {
        if (members.map().isEmpty()) {
            return;
        }
        line.object(name);
        members.map().entrySet().stream().limit(MOST_MEMBERS).forEach(member -> member(line, member));
        line.endObject();
    }

    private static void member(JsonLine line, Map.Entry<String, Json> member) {
        String name = Words.name(member.getKey());
        Json value = member.getValue();
        if (value instanceof Json.Whole whole) {
            line.put(name, whole.value());
        } else if (value instanceof Json.Flag flag) {
            line.put(name, flag.value());
        } else if (value instanceof Json.Items items) {
            line.array(name);
            List<Json> list = items.list();
            list.stream().limit(MOST_ITEMS).forEach(item -> line.item(Words.name(text(item))));
            line.endArray();
        } else {
            line.put(name, Words.name(text(value)));
        }
    }

    private static String text(Json value) {
        return value instanceof Json.Text text ? text.value() : value.toCanonical();
    }
}
