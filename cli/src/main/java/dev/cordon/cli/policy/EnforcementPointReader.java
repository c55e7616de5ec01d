package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.EnforcementPointName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Vouching;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads enforcement points. */
final class EnforcementPointReader {

    private final Report report;
    private final Landscape landscape;
    /** The names of those read, by their services. */
    private final Map<String, String> taken = new HashMap<>();

    EnforcementPointReader(Report report, Landscape landscape) {
        this.report = report;
        this.landscape = landscape;
    }

    /** An enforcement point, where it is right. */
    Optional<EnforcementPoint> read(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        if (!EnforcementPointName.isValid(name.text())) {
            report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("enforcement point"));
            return Optional.empty();
        }
        return Fields.of(entry.value()).flatMap(fields -> read(name.text(), fields));
    }

    private Optional<EnforcementPoint> read(String name, Fields fields) {
        List<Vouching> vouchesFor = fields.choices("vouches-for", List.of(Vouching.values()));
        return fields.text("service")
                .filter(service -> isFree(service, name))
                .map(service -> new EnforcementPoint(
                        new EnforcementPointName(name), new ServiceName(service.text()), vouchesFor));
    }

    private boolean isFree(YamlNode.Scalar service, String name) {
        if (!landscape.isService(service.text())) {
            report.unknown("service", service, landscape.serviceNames());
            return false;
        }
        String first = taken.putIfAbsent(service.text(), name);
        if (first != null) {
            report.add(PolicyFault.POINT_TAKEN, service.at(), service.text(), first);
        }
        return first == null;
    }
}
