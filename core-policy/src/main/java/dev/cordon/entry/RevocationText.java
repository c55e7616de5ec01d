package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A revocation as an entry's text. */
public final class RevocationText {

    /** Stands before the services that a quarantine holds; where it is missing they are not noted. */
    private static final String HELD = "held";

    private RevocationText() {}

    /** Its {@linkplain Revocation#place() place}, as one text. */
    public static String key(Revocation revocation) {
        return Json.texts(parts(revocation.place())).toCanonical();
    }

    /** The text of that. */
    public static String write(RevocationEntry entry) {
        return Json.object()
                .put("entry", Json.texts(parts(entry.revocation())))
                .put("until", entry.until().map(time -> Json.of(time.toString())))
                .build()
                .toCanonical();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static RevocationEntry read(String text) {
        return EntryFields.read(
                text,
                fields -> new RevocationEntry(revocation(fields.texts("entry")), fields.optionalInstant("until")));
    }

    private static List<?> parts(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            return List.of("token", token.issuer(), token.id());
        } else if (revocation instanceof Revocation.OfChain chain) {
            return List.of("chain", chain.transaction());
        } else if (revocation instanceof Revocation.OfGeneration one) {
            return List.of("generation", one.service(), one.generation());
        } else if (revocation instanceof Revocation.IssuedBefore cut) {
            return List.of(cut.credentials() ? "held-before" : "issued-before", cut.service(), cut.second());
        } else if (revocation instanceof Revocation.OfService service) {
            return List.of("service", service.service());
        } else if (revocation instanceof Revocation.Quarantine quarantine) {
            return parts(quarantine);
        } else if (revocation instanceof Revocation.Epoch start) {
            return List.of("epoch", start.second());
        } else if (revocation instanceof Revocation.OfKey key) {
            return List.of("key", key.issuer(), key.keyId());
        }
        throw new IllegalArgumentException("this kind of revocation can't be kept");
    }

    private static List<?> parts(Revocation.Quarantine quarantine) {
        boolean segment = quarantine.zone() instanceof Zone.OfSegment;
        Object name = quarantine.zone() instanceof Zone.OfSegment zone
                ? zone.segment()
                : ((Zone.OfService) quarantine.zone()).service();
        List<Object> parts = new ArrayList<>(List.of(
                segment ? "quarantine-segment" : "quarantine-service",
                name,
                quarantine.direction(),
                quarantine.until(),
                quarantine.reason()));
        quarantine.held().ifPresent(held -> {
            parts.add(HELD);
            held.stream().map(ServiceName::text).sorted().forEach(parts::add);
        });
        return parts;
    }

    private static Revocation revocation(List<String> parts) {
        return switch (parts.get(0)) {
            case "token" -> new Revocation.OfToken(new IssuerName(parts.get(1)), parts.get(2));
            case "chain" -> new Revocation.OfChain(parts.get(1));
            case "generation" ->
                new Revocation.OfGeneration(new ServiceName(parts.get(1)), Long.parseLong(parts.get(2)));
            case "issued-before" ->
                new Revocation.IssuedBefore(new ServiceName(parts.get(1)), Long.parseLong(parts.get(2)), false);
            case "held-before" ->
                new Revocation.IssuedBefore(new ServiceName(parts.get(1)), Long.parseLong(parts.get(2)), true);
            case "service" -> new Revocation.OfService(new ServiceName(parts.get(1)));
            case "quarantine-segment" -> quarantine(new Zone.OfSegment(new SegmentName(parts.get(1))), parts);
            case "quarantine-service" -> quarantine(new Zone.OfService(new ServiceName(parts.get(1))), parts);
            case "epoch" -> new Revocation.Epoch(Long.parseLong(parts.get(1)));
            case "key" -> new Revocation.OfKey(new IssuerName(parts.get(1)), parts.get(2));
            default -> throw new DamagedEntryException("a revocation is of no kind");
        };
    }

    private static Revocation quarantine(Zone zone, List<String> parts) {
        Optional<Set<ServiceName>> held = parts.size() > 5
                ? Optional.of(parts.stream().skip(6).map(ServiceName::new).collect(Collectors.toSet()))
                : Optional.empty();
        return new Revocation.Quarantine(
                zone, Revocation.Direction.valueOf(parts.get(2)), Long.parseLong(parts.get(3)), parts.get(4), held);
    }
}
