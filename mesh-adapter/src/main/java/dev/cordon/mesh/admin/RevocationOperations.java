package dev.cordon.mesh.admin;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is revoked. */
final class RevocationOperations {

    private final RevocationStore revocations;

    RevocationOperations(EmbeddedStore store) {
        this.revocations = store.revocations();
    }

    /** A page follows the text of the entry before. */
    Json.Members list(Json.Members members) throws RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "after", "most");
        String after = arguments.optionalText("after").orElse("");
        int most = arguments.most();
        List<Json> following = revocations.read().entries().stream()
                .map(RevocationOperations::json)
                .filter(entry -> entry.toCanonical().compareTo(after) > 0)
                .sorted((one, other) -> one.toCanonical().compareTo(other.toCanonical()))
                .limit(most + 1L)
                .toList();
        boolean more = following.size() > most;
        List<Json> page = more ? following.subList(0, most) : following;
        return Json.object()
                .put("revocations", Json.array(page))
                .put("next", more ? Optional.of(Json.of(page.get(most - 1).toCanonical())) : Optional.empty())
                .build();
    }

    /** Kept for ever where nobody says when nothing that it kills can be alive any more: keys outlive tokens. */
    Json.Members add(Json.Members members) throws RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(
                members, "kind", "issuer", "id", "transaction", "service", "generation", "second", "segment", "until");
        Revocation revocation = revocation(arguments);
        Optional<Instant> until = arguments.optionalInstant("until");
        JsonObjectBuilder written = builder(revocation);
        Json.Members only = written.build();
        for (String name : members.map().keySet()) {
            if (only.find(name).isEmpty() && !name.equals("until")) {
                throw new IllegalArgumentException("argument `" + name + "` does not go with a revocation of the kind `"
                        + arguments.text("kind") + "`");
            }
        }
        revocations.add(revocation, until);
        return written.put("until", until.map(time -> Json.of(time.toString()))).build();
    }

    private static Revocation revocation(Arguments arguments) {
        String kind = arguments.text("kind");
        return switch (kind) {
            case "token" -> new Revocation.OfToken(new IssuerName(arguments.text("issuer")), name(arguments, "id"));
            case "chain" -> new Revocation.OfChain(name(arguments, "transaction"));
            case "generation" -> new Revocation.OfGeneration(service(arguments), arguments.whole("generation"));
            case "issued-before" -> new Revocation.IssuedBefore(service(arguments), arguments.whole("second"));
            case "service" -> new Revocation.OfService(service(arguments));
            case "segment" -> new Revocation.OfSegment(new SegmentName(arguments.text("segment")));
            case "key" -> new Revocation.OfKey(new IssuerName(arguments.text("issuer")), name(arguments, "id"));
            default ->
                throw new IllegalArgumentException("`" + kind + "` is no kind of revocation: write token, chain,"
                        + " generation, issued-before, service, segment or key");
        };
    }

    private static ServiceName service(Arguments arguments) {
        return new ServiceName(arguments.text("service"));
    }

    /** No id of a token, chain or key is empty or longer. */
    private static String name(Arguments arguments, String argument) {
        String text = arguments.text(argument);
        if (text.isEmpty() || text.length() > 256 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "argument `" + argument + "` has 1 to 256 characters, none of them a control character");
        }
        return text;
    }

    private static Json json(Revocation revocation) {
        return builder(revocation).build();
    }

    private static JsonObjectBuilder builder(Revocation revocation) {
        JsonObjectBuilder json = Json.object();
        if (revocation instanceof Revocation.OfToken token) {
            return json.put("kind", "token")
                    .put("issuer", token.issuer().text())
                    .put("id", token.id());
        } else if (revocation instanceof Revocation.OfChain chain) {
            return json.put("kind", "chain").put("transaction", chain.transaction());
        } else if (revocation instanceof Revocation.OfGeneration one) {
            return json.put("kind", "generation")
                    .put("service", one.service().text())
                    .put("generation", one.generation());
        } else if (revocation instanceof Revocation.IssuedBefore cut) {
            return json.put("kind", "issued-before")
                    .put("service", cut.service().text())
                    .put("second", cut.second());
        } else if (revocation instanceof Revocation.OfService service) {
            return json.put("kind", "service").put("service", service.service().text());
        } else if (revocation instanceof Revocation.OfSegment segment) {
            return json.put("kind", "segment").put("segment", segment.segment().text());
        }
        Revocation.OfKey key = (Revocation.OfKey) revocation;
        return json.put("kind", "key").put("issuer", key.issuer().text()).put("id", key.keyId());
    }
}
