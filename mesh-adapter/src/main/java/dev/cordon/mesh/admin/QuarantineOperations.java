package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.QuarantineRegister;
import dev.cordon.document.Json;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Revocation.Direction;
import dev.cordon.revocation.Revocation.Quarantine;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What is cut off. */
final class QuarantineOperations {

    private final QuarantineRegister quarantines;
    private final KnownNames names;
    private final InstantSource clock;

    QuarantineOperations(AdministeredStores store, AdminSettings settings) {
        this.quarantines = new QuarantineRegister(store.revocations());
        this.names = new KnownNames(settings.policy());
        this.clock = settings.clock();
    }

    /** Those that are over keep what was issued before their end dead, and are listed, too. */
    Json.Members list(Json.Members members) throws RevocationStoreUnavailableException {
        Arguments unused = Arguments.of(members);
        return json(quarantines.all());
    }

    Json.Members begin(Json.Members members)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "segment", "service", "direction", "until", "reason");
        return json(List.of(quarantines.begin(
                zone(arguments),
                direction(arguments),
                arguments.instant("until"),
                arguments.text("reason"),
                clock.instant())));
    }

    Json.Members end(Json.Members members) throws AdministrationRefusedException, RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "segment", "service", "reason", "ends");
        requireReason(arguments);
        return json(quarantines.end(zone(arguments), arguments.optionalInstant("ends"), clock.instant()));
    }

    Json.Members cancel(Json.Members members)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "segment", "service", "reason", "ends");
        requireReason(arguments);
        return json(quarantines.cancel(zone(arguments), arguments.optionalInstant("ends")));
    }

    /** It is in the record of what operators did. */
    private static void requireReason(Arguments arguments) {
        if (arguments.text("reason").isBlank()) {
            throw new IllegalArgumentException("argument `reason` is empty");
        }
    }

    private Zone zone(Arguments arguments) {
        boolean segment = arguments.optionalText("segment").isPresent();
        if (segment == arguments.optionalText("service").isPresent()) {
            throw new IllegalArgumentException("name a `segment` or a `service`, and not both");
        }
        return segment ? new Zone.OfSegment(names.segment(arguments)) : new Zone.OfService(names.service(arguments));
    }

    private static Direction direction(Arguments arguments) {
        String text = arguments.optionalText("direction").orElse("both");
        return switch (text) {
            case "both" -> Direction.BOTH;
            case "inbound" -> Direction.INBOUND;
            case "outbound" -> Direction.OUTBOUND;
            default ->
                throw new IllegalArgumentException("`" + text + "` is no direction: write both, inbound or outbound");
        };
    }

    private Json.Members json(List<Quarantine> found) {
        Instant now = clock.instant();
        return Json.object()
                .put(
                        "quarantines",
                        Json.array(found.stream().map(one -> json(one, now)).toList()))
                .build();
    }

    private static Json json(Revocation.Quarantine quarantine, Instant now) {
        return RevocationJson.of(quarantine)
                .put("state", quarantine.until() > now.getEpochSecond() ? "in-force" : "over")
                .build();
    }
}
