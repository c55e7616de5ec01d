package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Binding;
import dev.cordon.policy.WorkloadIdentity;
import java.util.HashMap;
import java.util.Map;

/** What must hold between services: hosts and identities lead to one of them. */
final class ServiceCheck {

    private final Landscape landscape;
    private final Report report;
    private final Map<String, ServiceDraft> firstOnHost = new HashMap<>();
    /** By host, then by the shape of the operation. */
    private final Map<String, Map<String, ServiceDraft>> onHost = new HashMap<>();

    private final Map<WorkloadIdentity, ServiceDraft> identities = new HashMap<>();

    ServiceCheck(Landscape landscape, Report report) {
        this.landscape = landscape;
        this.report = report;
    }

    void check() {
        for (ServiceDraft service : landscape.services()) {
            service.hosts().forEach(host -> host(host, service));
            service.identities().forEach(identity -> identity(identity, service));
            boolean dpop = landscape
                    .segmentOf(service)
                    .filter(segment -> segment.segment().token().bind().contains(Binding.DPOP))
                    .isPresent();
            if (dpop && service.publicUrl().isEmpty() && service.hosts().isEmpty()) {
                report.add(
                        PolicyFault.DPOP_WITHOUT_URL,
                        service.name().at(),
                        service.name().text());
            }
        }
    }

    private void host(YamlNode.Scalar host, ServiceDraft service) {
        ServiceDraft first = firstOnHost.putIfAbsent(host.text(), service);
        boolean shared = first != null && !first.name().equals(service.name());
        if (shared && (isAll(first) || isAll(service))) {
            String other = first.name().text();
            report.add(
                    PolicyFault.HOST_OF_ALL,
                    host.at(),
                    host.text(),
                    other,
                    service.name().text());
            return;
        }
        Map<String, ServiceDraft> byShape = onHost.computeIfAbsent(host.text(), unseen -> new HashMap<>());
        service.offer().byShape().forEach((shape, operation) -> {
            ServiceDraft taken = byShape.putIfAbsent(shape, service);
            if (taken != null && !taken.name().equals(service.name())) {
                String other = taken.name().text();
                report.add(PolicyFault.HOST_OPERATION_TAKEN, host.at(), host.text(), operation.toString(), other);
            }
        });
    }

    private static boolean isAll(ServiceDraft service) {
        return service.offer().kind() == Offer.Kind.ALL;
    }

    private void identity(ServiceDraft.PlacedIdentity placed, ServiceDraft service) {
        ServiceDraft first = identities.putIfAbsent(placed.identity(), service);
        if (first != null) {
            report.add(
                    PolicyFault.IDENTITY_TAKEN, placed.text().at(), first.name().text());
        }
    }
}
