package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.entry.ServiceEventDetails;
import dev.cordon.lifecycle.Finding;
import dev.cordon.lifecycle.Reconciler;
import dev.cordon.lifecycle.Running;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.mesh.admin.AdminSettings.ServiceLives;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Members;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The services that events told of. */
final class ServiceOperations {

    private final AdministeredStores store;
    private final AdminSettings settings;

    ServiceOperations(AdministeredStores store, AdminSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    Json.Members list(Json.Members members) throws RegistryUnavailableException {
        Arguments arguments = Arguments.of(members, "service", "after", "most");
        Optional<ServiceName> one = arguments.optionalText("service").map(ServiceName::new);
        int most = arguments.most();
        List<RegisteredService> found = one.isPresent()
                ? store.registry().find(one.get()).stream().toList()
                : store.registry().services(arguments.optionalText("after").map(ServiceName::new), most);
        boolean more = one.isEmpty() && found.size() == most;
        return Json.object()
                .put("services", Json.array(found.stream().map(this::json).toList()))
                .put(
                        "next",
                        more
                                ? Optional.of(Json.of(
                                        found.get(found.size() - 1).name().text()))
                                : Optional.empty())
                .build();
    }

    private Json json(RegisteredService service) {
        Optional<CompiledPolicy> policy = settings.policy().get();
        Optional<String> segment = policy.flatMap(known -> segment(known, service));
        JsonObjectBuilder json = Json.object()
                .put("service", service.name().text())
                .put("segment", segment.map(Json::of))
                .put("held", policy.isPresent() && segment.isEmpty() ? Optional.of(Json.of(true)) : Optional.empty())
                .put("stage", service.stage().name().toLowerCase(Locale.ROOT))
                .put("incarnation", service.incarnation())
                .put("changed", service.latest().last().occurredAt().toString())
                .put("source", service.latest().last().source())
                .put("seen", service.lastSeen().toString())
                .put("closing", service.closing().map(left -> Json.of(left.at().toString())));
        ServiceEventDetails.write(service.current()).map().forEach(json::put);
        return json.build();
    }

    /** Empty where it is held. */
    private static Optional<String> segment(CompiledPolicy policy, RegisteredService service) {
        return policy.segmentOf(service.name())
                .or(() -> service.told()
                        .workload()
                        .flatMap(told -> Members.segmentOf(policy.source(), service.name(), told)))
                .map(segment -> segment.name().text());
    }

    /** Looks alone. */
    Json.Members compare(Json.Members members)
            throws AdministrationRefusedException, RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                    ServiceInventoryUnavailableException {
        return findings(members, true);
    }

    Json.Members reconcile(Json.Members members)
            throws AdministrationRefusedException, RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                    ServiceInventoryUnavailableException {
        return findings(members, false);
    }

    private Json.Members findings(Json.Members members, boolean dryRun)
            throws AdministrationRefusedException, RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException, SecretVaultUnavailableException,
                    ServiceInventoryUnavailableException {
        Arguments arguments = Arguments.of(members, "running");
        Reconciler reconciler = lives(settings).reconciler();
        List<Finding> findings = members.find("running").isEmpty()
                ? reconciler.reconcile(dryRun)
                : reconciler.reconcile(
                        dryRun,
                        Optional.of(Running.alone(arguments.texts("running").stream()
                                .map(ServiceName::new)
                                .collect(Collectors.toSet()))));
        return Json.object()
                .put(
                        "findings",
                        Json.array(
                                findings.stream().map(ServiceOperations::json).toList()))
                .build();
    }

    private static Json json(Finding finding) {
        return Json.object()
                .put("kind", finding.kind().toString())
                .put(
                        finding.about() instanceof Party.OfSegment ? "segment" : "service",
                        finding.about().toString())
                .put("remedy", finding.remedy().toString())
                .put("detail", finding.detail())
                .build();
    }

    static ServiceLives lives(AdminSettings settings) throws AdministrationRefusedException {
        return settings.services()
                .orElseThrow(() -> new AdministrationRefusedException(
                        "what happens to services is taken where tokens are issued: start `cordon serve` with this"
                                + " store"));
    }
}
