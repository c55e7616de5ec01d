package dev.cordon.aws.event;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one object of an event. A member that is null counts as absent: API Gateway writes both. A member of
 * another type than expected is refused, never skipped: an authorization header that can't be read is not a missing
 * one.
 */
public final class EventFields {

    private static final Json.Members NOTHING = Json.object().build();

    private final String where;
    private final Json.Members members;

    /** Of an object that is called so in messages: empty for the event itself, or ending in a dot. */
    public EventFields(String where, Json.Members members) {
        this.where = where;
        this.members = members;
    }

    /**
     * An event's members.
     *
     * @throws UnreadableEventException where it is no object of JSON
     */
    public static Json.Members whole(byte[] utf8) throws UnreadableEventException {
        try {
            if (Json.parseWithNumbersAsText(utf8) instanceof Json.Members members) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            // said below
        }
        throw new UnreadableEventException("the event is no JSON object");
    }

    /** The value of a member that is a string. */
    public Optional<String> text(String name) throws UnreadableEventException {
        Json value = members.map().get(name);
        if (value == null || value instanceof Json.Null) {
            return Optional.empty();
        }
        if (value instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        throw wrong(name, "is no string");
    }

    /** The value of a member that must be there and is a string. */
    public String required(String name) throws UnreadableEventException {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /** Whether a member is true. */
    public boolean isTrue(String name) {
        return members.map().get(name) instanceof Json.Flag flag && flag.value();
    }

    /** The string that is the only item of a member. */
    public String onlyText(String name) throws UnreadableEventException {
        if (members.map().get(name) instanceof Json.Items items
                && items.list().size() == 1
                && items.list().get(0) instanceof Json.Text text) {
            return text.value();
        }
        throw wrong(name, "is no list of one string");
    }

    /** A member that is an object; one without members where it is absent. */
    public EventFields object(String name) throws UnreadableEventException {
        return new EventFields(where + name + ".", members(name));
    }

    /** Whether there is a member of that name. */
    public boolean has(String name) {
        Json value = members.map().get(name);
        return value != null && !(value instanceof Json.Null);
    }

    /** The members of an object whose names the client chose. */
    Map<String, Json> open(String name) throws UnreadableEventException {
        return members(name).map();
    }

    private Json.Members members(String name) throws UnreadableEventException {
        Json value = members.map().get(name);
        if (value == null || value instanceof Json.Null) {
            return NOTHING;
        }
        if (value instanceof Json.Members object) {
            return object;
        }
        throw wrong(name, "is no object");
    }

    /** Refuses an event in which two members that say the same thing differ; an absent one says nothing. */
    public void agree(String name, String other, String what) throws UnreadableEventException {
        Optional<String> said = text(name);
        if (said.isPresent() && !said.get().equals(other)) {
            throw wrong(name, "contradicts " + what);
        }
    }

    private UnreadableEventException wrong(String name, String problem) {
        return new UnreadableEventException("`" + where + name + "` of the event " + problem);
    }
}
