package dev.cordon.document;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Scope;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Trust;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that recur in a policy, each read once and shared by all that names it. For one thread. */
final class Catalog {

    private final JsonReader json;
    private final ValueReader values;
    private final Table<Operation> operations;
    private final Table<Party> parties;
    private final Table<Scope> scopes;
    private final ValueReader.Value<Operation> operation;
    private final ValueReader.Value<Scope> scope;
    private final Set<String> texts = new HashSet<>();
    private final Map<String, ServiceName> services = new HashMap<>();
    private final Map<String, SegmentName> segments = new HashMap<>();

    /** Reads the catalog that the reader stands on. */
    Catalog(ValueReader values) throws InvalidDocumentException {
        this.json = values.json();
        this.values = values;
        json.beginObject();
        operations = new Table<>(
                "operations", values.list("operations", this::readOperation).toArray(new Operation[0]));
        parties = new Table<>("parties", values.list("parties", this::readParty).toArray(new Party[0]));
        scopes = new Table<>(
                "scopes", values.list("scopes", () -> new Scope(distinct())).toArray(new Scope[0]));
        json.endObject();
        operation = () -> operations.at(json);
        scope = () -> scopes.at(json);
    }

    /** A text of the catalog; operations, parties and scopes can't be mistaken for one another. */
    private String distinct() throws InvalidDocumentException {
        String text = json.text();
        if (!texts.add(text)) {
            throw json.wrong("the catalog lists `" + text + "` twice");
        }
        return text;
    }

    private Operation readOperation() throws InvalidDocumentException {
        return Operation.parse(distinct());
    }

    /** Names have no colon, so what stands before the first one says what the name is of. */
    private Party readParty() throws InvalidDocumentException {
        String text = distinct();
        String name = text.substring(text.indexOf(':') + 1);
        if (text.startsWith("service:")) {
            return new Party.OfService(service(name));
        } else if (text.startsWith("segment:")) {
            return new Party.OfSegment(segment(name));
        }
        for (Trust trust : Trust.values()) {
            Party party = new Party.OfTrust(trust);
            if (party.toString().equals(text)) {
                return party;
            }
        }
        throw json.wrong("write `service:`, `segment:` or `trust:` and a name, not `" + text + "`");
    }

    /** The one instance of a name: two references to it are compared at once. */
    ServiceName service(String text) {
        ServiceName known = services.get(text);
        if (known == null) {
            known = new ServiceName(text);
            services.put(text, known);
        }
        return known;
    }

    SegmentName segment(String text) {
        SegmentName known = segments.get(text);
        if (known == null) {
            known = new SegmentName(text);
            segments.put(text, known);
        }
        return known;
    }

    Party party() throws InvalidDocumentException {
        return parties.at(json);
    }

    Party party(String name) throws InvalidDocumentException {
        json.required(name);
        return parties.at(json);
    }

    List<Scope> scopes() throws InvalidDocumentException {
        return values.list("scopes", scope);
    }

    Operations operations() throws InvalidDocumentException {
        json.required("operations");
        return operationsHere();
    }

    Operations operationsHere() throws InvalidDocumentException {
        if (json.isArray()) {
            return Operations.listed(values.items(operation));
        }
        if (!json.text().equals("all")) {
            throw json.wrong("this is `all` or an array of operations");
        }
        return Operations.all();
    }

    /** Refuses a catalog with more than the policy names. */
    void requireUsed() throws InvalidDocumentException {
        operations.requireUsed(json);
        parties.requireUsed(json);
        scopes.requireUsed(json);
    }
}
