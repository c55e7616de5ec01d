package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.document.Json;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What is revoked. */
final class RevocationOperations {

    private final RevocationStore revocations;
    private final KnownNames names;
    private final InstantSource clock;

    RevocationOperations(AdministeredStores store, AdminSettings settings) {
        this.revocations = store.revocations();
        this.names = new KnownNames(settings.policy());
        this.clock = settings.clock();
    }

    Json.Members list(Json.Members members) throws RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "after", "most");
        RevocationStore.Page page = revocations.page(arguments.optionalText("after"), arguments.most());
        return Json.object()
                .put(
                        "revocations",
                        Json.array(page.entries().stream()
                                .<Json>map(RevocationOperations::json)
                                .toList()))
                .put("next", page.next().map(Json::of))
                .build();
    }

    private static Json.Members json(RevocationEntry entry) {
        return RevocationJson.of(entry.revocation())
                .put("until", entry.until().map(time -> Json.of(time.toString())))
                .build();
    }

    /** Kept for ever where nobody says when nothing that it kills can be alive any more: keys outlive tokens. */
    Json.Members add(Json.Members members) throws RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(
                members, "kind", "issuer", "id", "transaction", "service", "generation", "second", "until");
        Revocation revocation = revocation(arguments);
        Optional<Instant> until = arguments.optionalInstant("until");
        if (until.isPresent() && !until.get().isAfter(clock.instant().plusSeconds(RevocationList.LEEWAY))) {
            throw new IllegalArgumentException("argument `until` must be in the future: nothing would be revoked");
        }
        Json.Members only = RevocationJson.of(revocation).build();
        for (String name : members.map().keySet()) {
            if (only.find(name).isEmpty() && !name.equals("until")) {
                throw new IllegalArgumentException("argument `" + name + "` does not go with a revocation of the kind `"
                        + arguments.text("kind") + "`");
            }
        }
        revocations.add(revocation, until);
        return json(new RevocationEntry(revocation, until));
    }

    private Revocation revocation(Arguments arguments) {
        String kind = arguments.text("kind");
        return switch (kind) {
            case "token" -> new Revocation.OfToken(names.issuer(arguments), name(arguments, "id"));
            case "chain" -> new Revocation.OfChain(name(arguments, "transaction"));
            case "generation" -> new Revocation.OfGeneration(names.service(arguments), arguments.whole("generation"));
            case "issued-before" -> new Revocation.IssuedBefore(names.service(arguments), past(arguments), false);
            case "held-before" -> new Revocation.IssuedBefore(names.service(arguments), past(arguments), true);
            case "service" -> new Revocation.OfService(names.service(arguments));
            case "key" -> new Revocation.OfKey(names.issuer(arguments), name(arguments, "id"));
            default ->
                throw new IllegalArgumentException("`" + kind + "` is no kind of revocation: write token, chain,"
                        + " generation, issued-before, held-before, service or key");
        };
    }

    /** What will be issued can't be revoked yet: until then nothing could be used. */
    private long past(Arguments arguments) {
        long second = arguments.whole("second");
        if (second > clock.instant().getEpochSecond() + RevocationList.LEEWAY) {
            throw new IllegalArgumentException("argument `second` must not be in the future");
        }
        return second;
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
}
