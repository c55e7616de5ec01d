package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Party;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All segments and services by name, and which services each party means. Services are numbered in their order. */
final class Landscape {

    private static final String TRUST = "trust:";

    private final Map<String, SegmentDraft> segments = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<ServiceDraft> services = new ArrayList<>();
    private final Map<String, BitSet> members = new HashMap<>();
    private final List<String> partyNames;

    Landscape(List<SegmentDraft> segmentDrafts, List<ServiceDraft> serviceDrafts, Report report) {
        for (SegmentDraft segment : segmentDrafts) {
            segments.put(segment.name().text(), segment);
            members.put(segment.name().text(), new BitSet());
        }
        for (ServiceDraft service : serviceDrafts) {
            add(service, report);
        }
        partyNames = new ArrayList<>(numbers.keySet());
        partyNames.addAll(segments.keySet());
    }

    private void add(ServiceDraft service, Report report) {
        YamlNode.Scalar name = service.name();
        SegmentDraft taken = segments.get(name.text());
        if (taken != null) {
            report.add(
                    PolicyFault.NAME_TAKEN,
                    name.at(),
                    name.text(),
                    taken.name().at().line());
            return;
        }
        int number = services.size();
        numbers.put(name.text(), number);
        services.add(service);
        members.computeIfAbsent(name.text(), key -> new BitSet()).set(number);
        service.segment().ifPresent(segment -> {
            SegmentDraft found = segments.get(segment.text());
            if (found == null) {
                report.unknown("segment", segment, segments.keySet());
            } else {
                members.computeIfAbsent(segment.text(), key -> new BitSet()).set(number);
                String level = TRUST + found.segment().trust();
                members.computeIfAbsent(level, key -> new BitSet()).set(number);
            }
        });
    }

    ServiceDraft service(int number) {
        return services.get(number);
    }

    List<ServiceDraft> services() {
        return services;
    }

    /** The names of all services. */
    List<String> serviceNames() {
        return List.copyOf(numbers.keySet());
    }

    boolean isService(String name) {
        return numbers.containsKey(name);
    }

    boolean isSegment(String name) {
        return segments.containsKey(name);
    }

    /** Whether services belong to a party that no policy names. */
    boolean takesUnnamed(Party party) {
        if (party instanceof Party.OfSegment zone) {
            SegmentDraft draft = segments.get(zone.segment().text());
            return draft != null && !draft.segment().members().isEmpty();
        }
        return false;
    }

    /** The segment of a service. */
    Optional<SegmentDraft> segmentOf(ServiceDraft service) {
        return service.segment().map(name -> segments.get(name.text()));
    }

    /** The numbers of the services that a party means; not to be changed. */
    BitSet members(Party party) {
        return members.getOrDefault(party.toString(), new BitSet());
    }

    /** The party of a name, or empty where there is none, which is reported. */
    Optional<Party> party(YamlNode.Scalar name, Report report) {
        if (isService(name.text())) {
            return Optional.of(new Party.OfService(new ServiceName(name.text())));
        }
        if (isSegment(name.text())) {
            return Optional.of(new Party.OfSegment(new SegmentName(name.text())));
        }
        report.unknown("service or segment", name, partyNames);
        return Optional.empty();
    }

    /** The party of a name or of {@code trust:} and a level. */
    Optional<Party> partyOrLevel(YamlNode.Scalar name, Report report) {
        if (!isLevel(name)) {
            return party(name, report);
        }
        String level = name.text().substring(TRUST.length());
        for (Trust trust : Trust.values()) {
            if (trust.toString().equals(level)) {
                return Optional.of(new Party.OfTrust(trust));
            }
        }
        YamlNode.Scalar word = new YamlNode.Scalar(level, name.kind(), name.quoted(), name.at());
        report.unknown(
                "trust level",
                word,
                Arrays.stream(Trust.values()).map(Trust::toString).toList());
        return Optional.empty();
    }

    static boolean isLevel(YamlNode.Scalar name) {
        return name.text().startsWith(TRUST);
    }

    /** All segments, as parties. */
    List<Party> allSegments() {
        return segments.values().stream()
                .<Party>map(draft -> new Party.OfSegment(draft.segment().name()))
                .toList();
    }
}
