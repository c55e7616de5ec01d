package dev.cordon.chain;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.util.Optional;

/** The members of a line of the log's own. Whatever is not as it must be is an {@link IllegalArgumentException}. */
final class LogFields {

    private final Json.Members members;

    private LogFields(Json.Members members) {
        this.members = members;
    }

    static LogFields of(byte[] json) {
        try {
            if (Json.parse(json) instanceof Json.Members members) {
                return new LogFields(members);
            }
        } catch (InvalidDocumentException e) {
            throw new IllegalArgumentException("the line is no JSON", e);
        }
        throw new IllegalArgumentException("the line is no JSON object");
    }

    /** Whether bytes are a JSON object, and so no part of one. */
    static boolean isObject(byte[] line) {
        try {
            return Json.parse(line) instanceof Json.Members;
        } catch (InvalidDocumentException e) {
            return false;
        }
    }

    Optional<String> optionalText(String name) {
        Optional<Json> value = members.find(name);
        if (value.isPresent() && !(value.get() instanceof Json.Text)) {
            throw new IllegalArgumentException("a member is no string");
        }
        return value.map(text -> ((Json.Text) text).value());
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("a member is missing"));
    }

    /** A whole number from 0. */
    long whole(String name, long absent) {
        Optional<Json> value = members.find(name);
        if (value.isEmpty()) {
            return absent;
        }
        if (value.get() instanceof Json.Whole whole && whole.value() >= 0) {
            return whole.value();
        }
        throw new IllegalArgumentException("a member is no whole number from 0");
    }

    boolean flag(String name) {
        return members.find(name).equals(Optional.of(Json.of(true)));
    }

    Optional<LogFields> object(String name) {
        return members.find(name).map(value -> {
            if (value instanceof Json.Members inner) {
                return new LogFields(inner);
            }
            throw new IllegalArgumentException("a member is no object");
        });
    }
}
