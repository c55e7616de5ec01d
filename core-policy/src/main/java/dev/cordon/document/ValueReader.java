package dev.cordon.document;

import dev.cordon.policy.Method;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Scope;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values that policies are made of. Equal operations, parties and scopes are read once and shared, for a
 * policy names each many times. For one thread.
 */
final class ValueReader {

    private final JsonReader json;
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, Party> parties = new HashMap<>();
    private final Map<String, Scope> scopes = new HashMap<>();

    /** Reads the value at hand. */
    @FunctionalInterface
    interface Value<T> {
        /** The value. */
        T read() throws InvalidDocumentException;
    }

    ValueReader(JsonReader json) {
        this.json = json;
    }

    JsonReader json() {
        return json;
    }

    /** What the policy's own types refuse becomes an error at this place. */
    <T> T valid(Value<T> value) throws InvalidDocumentException {
        try {
            return value.read();
        } catch (IllegalArgumentException e) {
            throw json.wrong(String.valueOf(e.getMessage()));
        }
    }

    <T> List<T> list(String name, Value<T> item) throws InvalidDocumentException {
        json.required(name);
        return items(item);
    }

    <T> List<T> items(Value<T> item) throws InvalidDocumentException {
        json.beginArray();
        if (!json.nextItem()) {
            return List.of();
        }
        List<T> items = new ArrayList<>(4);
        do {
            items.add(valid(item));
        } while (json.nextItem());
        return items;
    }

    /** A list that is left out where it is empty. */
    <T> List<T> someItems(Value<T> item) throws InvalidDocumentException {
        List<T> items = items(item);
        if (items.isEmpty()) {
            throw json.wrong("an empty list is left out here");
        }
        return items;
    }

    String text(String name) throws InvalidDocumentException {
        json.required(name);
        return json.text();
    }

    long whole(String name) throws InvalidDocumentException {
        json.required(name);
        return json.whole();
    }

    boolean flag(String name) throws InvalidDocumentException {
        json.required(name);
        return json.flag();
    }

    /** The constant whose {@code toString} is the word. */
    <E extends Enum<E>> E word(String name, E[] constants) throws InvalidDocumentException {
        json.required(name);
        return word(constants);
    }

    <E extends Enum<E>> E word(E[] constants) throws InvalidDocumentException {
        String word = json.text();
        for (E constant : constants) {
            if (constant.toString().equals(word)) {
                return constant;
            }
        }
        throw json.wrong("`" + word + "` is none of " + List.of(constants));
    }

    /** The one word that may stand where another is meant by silence. */
    <E extends Enum<E>> E other(E constant) throws InvalidDocumentException {
        if (!json.text().equals(constant.toString())) {
            throw json.wrong("this is `" + constant + "` or left out");
        }
        return constant;
    }

    Scope scope() throws InvalidDocumentException {
        String text = json.text();
        Scope known = scopes.get(text);
        if (known == null) {
            known = new Scope(text);
            scopes.put(text, known);
        }
        return known;
    }

    Party party(String name) throws InvalidDocumentException {
        json.required(name);
        return party();
    }

    Party party() throws InvalidDocumentException {
        String text = json.text();
        Party known = parties.get(text);
        if (known == null) {
            known = party(text, text.indexOf(':'));
            parties.put(text, known);
        }
        return known;
    }

    private Party party(String text, int colon) throws InvalidDocumentException {
        String name = text.substring(colon + 1);
        if (text.startsWith("service:")) {
            return new Party.OfService(new ServiceName(name));
        } else if (text.startsWith("segment:")) {
            return new Party.OfSegment(new SegmentName(name));
        }
        for (Trust trust : Trust.values()) {
            Party party = new Party.OfTrust(trust);
            if (party.toString().equals(text)) {
                return party;
            }
        }
        throw json.wrong("write `service:`, `segment:` or `trust:` and a name, not `" + text + "`");
    }

    Operations operations() throws InvalidDocumentException {
        json.required("operations");
        return operationsHere();
    }

    Operations operationsHere() throws InvalidDocumentException {
        if (json.isArray()) {
            List<Operation> listed = items(this::operation);
            return Operations.listed(listed);
        }
        if (!json.text().equals("all")) {
            throw json.wrong("this is `all` or an array of operations");
        }
        return Operations.all();
    }

    private Operation operation() throws InvalidDocumentException {
        String text = json.text();
        Operation known = operations.get(text);
        if (known == null) {
            int space = Math.max(0, text.indexOf(' '));
            Method method = Method.of(text.substring(0, space))
                    .orElseThrow(() -> json.wrong("an operation is a method, a space and a path, not `" + text + "`"));
            known = new Operation(method, new PathTemplate(text.substring(space + 1)));
            operations.put(text, known);
        }
        return known;
    }
}
