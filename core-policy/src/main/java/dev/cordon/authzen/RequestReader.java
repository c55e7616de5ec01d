package dev.cordon.authzen;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.document.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads requests of the Access Evaluation and the Access Evaluations API (Authorization API 1.0 §6.1 and §7.1) in their
 * JSON form (§10.1.1). Any JSON beyond I-JSON is refused (§11.6): a name twice could be read in two ways.
 */
final class RequestReader {

    private static final String SUBJECT = "subject";
    private static final String ACTION = "action";
    private static final String RESOURCE = "resource";
    private static final String CONTEXT = "context";

    private RequestReader() {}

    /**
     * Reads a request.
     *
     * @param several whether it may ask for more than one evaluation; else {@code evaluations} is a member like any
     *     other that is not known
     * @throws MalformedException where the request as a whole is not as the standard says
     */
    static Evaluations read(byte[] body, boolean several) throws MalformedException {
        if (body.length > DecisionPoint.LONGEST) {
            throw new MalformedException("the body is longer than " + DecisionPoint.LONGEST + " bytes");
        }
        Members request = request(body);
        List<Json> listed = several ? listed(request) : List.of();
        Semantic semantic = several ? semantic(request) : Semantic.EXECUTE_ALL;
        if (listed.isEmpty()) {
            return new Evaluations(List.of(complete(request, Members.none(""))), semantic, true);
        }
        for (String name : List.of(SUBJECT, ACTION, RESOURCE, CONTEXT)) {
            Optional<Members> unused = request.object(name);
        }
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            evaluations.add(evaluation(listed.get(i), "evaluations[" + i + "]", request));
        }
        return new Evaluations(evaluations, semantic, false);
    }

    private static Members request(byte[] body) throws MalformedException {
        try {
            if (Json.parseWithoutNumbers(body) instanceof Json.Members object) {
                return new Members("", object);
            }
        } catch (InvalidDocumentException e) {
            throw new MalformedException(
                    "the body is no JSON that can be read: " + VisibleText.of(String.valueOf(e.getMessage())));
        }
        throw new MalformedException("the body must be a JSON object");
    }

    private static List<Json> listed(Members request) throws MalformedException {
        Json value = request.json().find("evaluations").orElse(null);
        if (value == null) {
            return List.of();
        } else if (!(value instanceof Json.Items items)) {
            throw request.wrong("evaluations", "an array");
        } else if (items.list().size() > DecisionPoint.MOST) {
            throw new MalformedException("`evaluations` has more than " + DecisionPoint.MOST + " items");
        } else {
            return items.list();
        }
    }

    private static Semantic semantic(Members request) throws MalformedException {
        Members options = request.objectOrNone("options");
        String text = options.text("evaluations_semantic").orElse(Semantic.EXECUTE_ALL.toString());
        for (Semantic semantic : Semantic.values()) {
            if (semantic.toString().equals(text)) {
                return semantic;
            }
        }
        throw options.wrong("evaluations_semantic", "`execute_all`, `deny_on_first_deny` or `permit_on_first_permit`");
    }

    private static Evaluation evaluation(Json item, String place, Members defaults) throws MalformedException {
        if (!(item instanceof Json.Members object)) {
            throw new MalformedException("`" + place + "` must be an object");
        }
        try {
            return complete(new Members(place + ".", object), defaults);
        } catch (MalformedException e) {
            return new Evaluation.Incomplete(e.why());
        }
    }

    /** An evaluation of a request; what it does not say itself is as by default (§7.1.1). */
    private static Evaluation complete(Members own, Members defaults) throws MalformedException {
        Evaluation.Entity subject = entity(merged(own, defaults, SUBJECT, List.of("type", "id")));
        Members action = merged(own, defaults, ACTION, List.of("name"));
        String name = action.required("name");
        Optional<Members> unused = action.object("properties");
        Evaluation.Entity resource = entity(merged(own, defaults, RESOURCE, List.of("type", "id")));
        Optional<Members> context = own.object(CONTEXT);
        return new Evaluation.Complete(
                subject, name, resource, context.isPresent() ? context.get() : defaults.objectOrNone(CONTEXT));
    }

    private static Evaluation.Entity entity(Members members) throws MalformedException {
        return new Evaluation.Entity(
                members.required("type"), members.required("id"), members.objectOrNone("properties"));
    }

    /**
     * An evaluation's own object takes the place of the default as a whole; only what is required and it does not say
     * is as by default.
     */
    private static Members merged(Members own, Members defaults, String name, List<String> required)
            throws MalformedException {
        Optional<Members> ours = own.object(name);
        Optional<Members> theirs = defaults.object(name);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return ours.or(() -> theirs).orElseThrow(() -> own.lacks(name));
        }
        Map<String, Json> all = new TreeMap<>(ours.get().json().map());
        for (String member : required) {
            theirs.get().json().find(member).ifPresent(value -> all.putIfAbsent(member, value));
        }
        return new Members(ours.get().place(), new Json.Members(all));
    }
}
