package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenPart;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how an external issuer's tokens are read. */
final class ClaimMappingReader {

    private static final int LONGEST_CALLER = 256;
    private static final int LONGEST_AUDIENCE = 512;

    private final Report report;
    private final Landscape landscape;

    ClaimMappingReader(Report report, Landscape landscape) {
        this.report = report;
        this.landscape = landscape;
    }

    /** @param speaksFor the numbers of the services that the issuer may speak for */
    ClaimMapping read(String issuer, Fields fields, BitSet speaksFor) {
        ClaimNames standard = ClaimNames.STANDARD;
        ClaimNames names = new ClaimNames(
                name(fields, "caller", standard.caller()),
                name(fields, "scopes", standard.scopes()),
                name(fields, "roles", standard.roles()),
                name(fields, "groups", standard.groups()),
                name(fields, "id", standard.id()));
        if (fields.has("callers") && fields.entries("callers").isEmpty()) {
            report.add(PolicyFault.NO_CALLERS, fields.at("callers"));
        }
        SortedMap<String, ServiceName> callers = new TreeMap<>();
        for (YamlNode.Entry entry : fields.entries("callers")) {
            alias(entry, LONGEST_CALLER)
                    .filter(name -> speaks(issuer, name, speaksFor))
                    .ifPresent(name -> callers.put(entry.key().text(), new ServiceName(name.text())));
        }
        SortedMap<String, ServiceName> targets = new TreeMap<>();
        for (YamlNode.Entry entry : fields.entries("audiences")) {
            alias(entry, LONGEST_AUDIENCE)
                    .ifPresent(name -> targets.put(entry.key().text(), new ServiceName(name.text())));
        }
        SortedMap<String, ClaimValue> required = required(fields);
        return new ClaimMapping(names, new ClaimMapping.Aliases(callers, targets), required, without(fields, required));
    }

    private String name(Fields fields, String key, String standard) {
        return fields.text(key).filter(this::isClaim).map(YamlNode.Scalar::text).orElse(standard);
    }

    private boolean isClaim(YamlNode.Scalar name) {
        if (!ClaimNames.isValid(name.text())) {
            report.add(PolicyFault.CLAIM, name.at(), name.text());
            return false;
        }
        return true;
    }

    /** The service that an entry names, where both sides are right. */
    private Optional<YamlNode.Scalar> alias(YamlNode.Entry entry, int longest) {
        YamlNode.Scalar key = entry.key();
        String text = key.text();
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            report.add(PolicyFault.ALIAS, key.at(), text, longest);
            return Optional.empty();
        }
        if (!(entry.value() instanceof YamlNode.Scalar name)) {
            return Optional.empty();
        }
        if (!landscape.isService(name.text())) {
            report.unknown("service", name, landscape.serviceNames());
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private boolean speaks(String issuer, YamlNode.Scalar name, BitSet speaksFor) {
        BitSet one = landscape.members(landscape.party(name, report).orElseThrow());
        if (!one.intersects(speaksFor)) {
            report.add(PolicyFault.ALIAS_NOT_SPOKEN_FOR, name.at(), issuer, name.text());
            return false;
        }
        return true;
    }

    private SortedMap<String, ClaimValue> required(Fields fields) {
        SortedMap<String, ClaimValue> required = new TreeMap<>();
        for (YamlNode.Entry entry : fields.entries("required")) {
            if (isClaim(entry.key()) && entry.value() instanceof YamlNode.Scalar value) {
                required.put(entry.key().text(), ConditionReader.value(value));
            }
        }
        return required;
    }

    private List<TokenPart> without(Fields fields, SortedMap<String, ClaimValue> required) {
        List<TokenPart> parts = fields.choices("without", List.of(TokenPart.values()));
        if (parts.contains(TokenPart.TYP) && required.isEmpty()) {
            report.add(PolicyFault.UNTYPED, fields.at("without"));
            return List.of();
        }
        return parts;
    }
}
