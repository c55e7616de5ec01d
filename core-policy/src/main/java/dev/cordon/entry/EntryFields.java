package dev.cordon.entry;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The members of an entry's text. Whatever is not as it should be is a {@link DamagedEntryException}.
 *
 * @param members what was read
 */
public record EntryFields(Json.Members members) {

    /** Reads one value of an entry. */
    @FunctionalInterface
    public interface Reading<T> {

        /** What those members say. */
        T read(EntryFields fields) throws InvalidDocumentException;
    }

    /**
     * What an entry says; what it can't say is damage.
     *
     * @throws DamagedEntryException where the text is no object, or is not as the reading wants it
     */
    public static <T> T read(String text, Reading<T> reading) {
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                return reading.read(new EntryFields(members));
            }
            throw new DamagedEntryException("an entry is no object");
        } catch (InvalidDocumentException | IllegalArgumentException | DateTimeException e) {
            DamagedEntryException damage = new DamagedEntryException("an entry is not of its form");
            damage.initCause(e);
            throw damage;
        }
    }

    /** A text that may be missing. */
    public Optional<String> optional(String name) {
        return members.find(name).map(value -> {
            if (value instanceof Json.Text text) {
                return text.value();
            }
            throw new DamagedEntryException("a member of an entry is no text");
        });
    }

    /** A text. */
    public String text(String name) {
        return optional(name).orElseThrow(() -> new DamagedEntryException("an entry lacks a member"));
    }

    /** A whole number, kept as a text. */
    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    /** A time. */
    public Instant instant(String name) {
        return Instant.parse(text(name));
    }

    /** A time that may be missing. */
    public Optional<Instant> optionalInstant(String name) {
        return optional(name).map(Instant::parse);
    }

    Json.Members members(String name) {
        return object(name).members;
    }

    /** An object that may be missing. */
    public Optional<EntryFields> optionalObject(String name) {
        return members.find(name).map(EntryFields::of);
    }

    /** An object. */
    public EntryFields object(String name) {
        return optionalObject(name).orElseThrow(() -> new DamagedEntryException("an entry lacks a member"));
    }

    /** A list. */
    public List<Json> items(String name) {
        if (members.find(name).orElse(new Json.Null()) instanceof Json.Items items) {
            return items.list();
        }
        throw new DamagedEntryException("a member of an entry is no list");
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return items(name).stream().map(EntryFields::text).toList();
    }

    private static String text(Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new DamagedEntryException("an item of an entry is no text");
    }

    /** An item that is an object. */
    public static EntryFields of(Json value) {
        if (value instanceof Json.Members members) {
            return new EntryFields(members);
        }
        throw new DamagedEntryException("an item of an entry is no object");
    }
}
