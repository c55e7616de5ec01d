package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.Endpoint;
import dev.cordon.registry.ServiceEvent.Details;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.Workload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The members with which an event tells of a service, in whatever way it comes. */
public final class ServiceEventDetails {

    /** The members of a service that is deprecated. */
    private static final List<String> DEPRECATION = List.of("until", "callers", "operations");

    /** The members of what a service is. */
    private static final List<String> WORKLOAD = List.of("account", "tags", "spiffe");

    private static final String REVISIONS = "revisions";
    private static final String ENDPOINTS = "endpoints";

    /** The names of all of them. */
    public static final List<String> MEMBERS = Stream.of(List.of(REVISIONS, ENDPOINTS), WORKLOAD, DEPRECATION)
            .flatMap(List::stream)
            .toList();

    private static final int MOST_LISTED = 1_000;

    private ServiceEventDetails() {}

    /**
     * Reads them; other members are left to the caller.
     *
     * @throws IllegalArgumentException where one is not of its form, or not for that kind of event
     */
    public static Details read(Kind kind, Json.Members members) {
        boolean deprecated = kind == Kind.DEPRECATED;
        boolean describes = kind == Kind.DEPLOYED || kind == Kind.CONFIGURED;
        refuse(members, deprecated, DEPRECATION, "deprecated");
        refuse(members, describes, WORKLOAD, "deployed and configured");
        refuse(members, describes, List.of(ENDPOINTS), "deployed and configured");
        refuse(
                members,
                kind == Kind.DEPLOYED || kind == Kind.ROLLED_BACK || kind == Kind.SCALED,
                List.of(REVISIONS),
                "deployed, rolled-back and scaled");
        return details(members, deprecated);
    }

    /**
     * Reads what {@link #write} wrote, of whatever events it was told.
     *
     * @param deprecated whether one of them was a deprecation
     * @throws IllegalArgumentException where a member is not of its form
     */
    public static Details readAgain(boolean deprecated, Json.Members members) {
        return details(members, deprecated);
    }

    private static Details details(Json.Members members, boolean deprecated) {
        return new Details(
                Set.copyOf(texts(members, REVISIONS)),
                members.find(ENDPOINTS).isPresent() ? Optional.of(endpoints(members)) : Optional.empty(),
                deprecated ? Optional.of(deprecation(members)) : Optional.empty(),
                hasAny(members, WORKLOAD) ? Optional.of(workload(members)) : Optional.empty());
    }

    private static boolean hasAny(Json.Members members, List<String> names) {
        return names.stream().anyMatch(name -> members.find(name).isPresent());
    }

    /** What {@link #read} makes the same details of. */
    public static Json.Members write(Details details) {
        JsonObjectBuilder json = Json.object();
        if (!details.revisions().isEmpty()) {
            json.put(REVISIONS, sorted(details.revisions()));
        }
        details.endpoints().ifPresent(endpoints -> json.put(ENDPOINTS, sorted(endpoints)));
        details.deprecation().ifPresent(going -> write(going, json));
        details.workload()
                .ifPresent(workload -> json.put("account", workload.account().map(Json::of))
                        .put("tags", sorted(workload.tags()))
                        .put("spiffe", workload.identity().map(id -> Json.of(id.uri()))));
        return json.build();
    }

    private static void write(Deprecation deprecation, JsonObjectBuilder json) {
        json.put("until", deprecation.until().map(end -> Json.of(end.toString())))
                .put("callers", some(deprecation.callers()))
                .put("operations", some(deprecation.operations()));
    }

    private static Optional<Json> some(Set<?> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(sorted(values));
    }

    private static Json sorted(Set<?> values) {
        return Json.texts(values.stream().map(Object::toString).sorted().toList());
    }

    private static void refuse(Json.Members members, boolean fits, List<String> names, String kinds) {
        for (String name : names) {
            if (!fits && members.find(name).isPresent()) {
                throw new IllegalArgumentException("`" + name + "` is for " + kinds + " alone");
            }
        }
    }

    private static Deprecation deprecation(Json.Members members) {
        Set<ServiceName> callers = new HashSet<>();
        some(members, "callers").forEach(name -> callers.add(new ServiceName(name)));
        return new Deprecation(
                text(members, "until").map(ServiceEventDetails::instant),
                callers,
                some(members, "operations").stream().map(Operation::parse).collect(Collectors.toSet()));
    }

    private static Set<Endpoint> endpoints(Json.Members members) {
        return texts(members, ENDPOINTS).stream().map(Endpoint::new).collect(Collectors.toSet());
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (text.length() <= 30 && instant.getEpochSecond() >= 0) {
                return instant;
            }
        } catch (DateTimeException e) {
            // told like one that is out of range
        }
        throw new IllegalArgumentException("`until` must be an instant like 2026-01-31T12:00:00Z");
    }

    private static Workload workload(Json.Members members) {
        Set<Tag> tags = new HashSet<>();
        for (String text : texts(members, "tags")) {
            tags.add(Tag.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "`tags` are texts `key=value` of printable ASCII, such as `team=payments`")));
        }
        return new Workload(
                text(members, "account"), tags, text(members, "spiffe").map(SpiffeId::new));
    }

    private static Optional<String> text(Json.Members members, String name) {
        Optional<Json> value = members.find(name);
        if (value.isPresent() && !(value.get() instanceof Json.Text)) {
            throw new IllegalArgumentException("`" + name + "` must be a string");
        }
        return value.map(text -> ((Json.Text) text).value());
    }

    /** An empty list would say the opposite of what it seems to. */
    private static List<String> some(Json.Members members, String name) {
        List<String> texts = texts(members, name);
        if (texts.isEmpty() && members.find(name).isPresent()) {
            throw new IllegalArgumentException("`" + name + "` lists one at least: leave it out where all are meant");
        }
        return texts;
    }

    private static List<String> texts(Json.Members members, String name) {
        Json value = members.find(name).orElse(Json.array(List.of()));
        if (value instanceof Json.Items items
                && items.list().size() <= MOST_LISTED
                && items.list().stream().allMatch(Json.Text.class::isInstance)) {
            return items.list().stream().map(item -> ((Json.Text) item).value()).toList();
        }
        throw new IllegalArgumentException("`" + name + "` must be an array of at most " + MOST_LISTED + " strings");
    }
}
