package dev.cordon.mesh.store;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The members of an entry's text. Numbers and times are texts, so that the largest are exact.
 *
 * @param members what was read
 */
record Fields(Json.Members members) {

    /** Reads one value of an entry. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Fields fields) throws InvalidDocumentException;
    }

    /** What an entry says; what it can't say is damage. */
    static <T> T read(String text, Reading<T> reading) {
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                return reading.read(new Fields(members));
            }
            throw new DamagedEntryException("an entry is no object");
        } catch (InvalidDocumentException | IllegalArgumentException | DateTimeException e) {
            DamagedEntryException damage = new DamagedEntryException("an entry is not of its form");
            damage.initCause(e);
            throw damage;
        }
    }

    Optional<String> optional(String name) {
        return members.find(name).map(value -> {
            if (value instanceof Json.Text text) {
                return text.value();
            }
            throw new DamagedEntryException("a member of an entry is no text");
        });
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> new DamagedEntryException("an entry lacks a member"));
    }

    long whole(String name) {
        return Long.parseLong(text(name));
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    Optional<Instant> optionalInstant(String name) {
        return optional(name).map(Instant::parse);
    }

    Json.Members members(String name) {
        return object(name).members;
    }

    Optional<Fields> optionalObject(String name) {
        return members.find(name).map(Fields::of);
    }

    Fields object(String name) {
        return optionalObject(name).orElseThrow(() -> new DamagedEntryException("an entry lacks a member"));
    }

    List<Json> items(String name) {
        if (members.find(name).orElse(new Json.Null()) instanceof Json.Items items) {
            return items.list();
        }
        throw new DamagedEntryException("a member of an entry is no list");
    }

    /** A list of texts. */
    List<String> texts(String name) {
        return items(name).stream().map(Fields::text).toList();
    }

    static String text(Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new DamagedEntryException("an item of an entry is no text");
    }

    static Fields of(Json value) {
        if (value instanceof Json.Members members) {
            return new Fields(members);
        }
        throw new DamagedEntryException("an item of an entry is no object");
    }
}
