package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the credentials of services are in their lives, what operators want of them, and their secrets. */
final class RotationOperations {

    private final AdministeredStores store;
    private final AdminSettings settings;
    private final KnownNames names;

    RotationOperations(AdministeredStores store, AdminSettings settings) {
        this.store = store;
        this.settings = settings;
        this.names = new KnownNames(settings.policy());
    }

    Json.Members list(Json.Members members) throws RotationJournalUnavailableException {
        Arguments arguments = Arguments.of(members, "service", "after", "most");
        Optional<ServiceName> one = arguments.optionalText("service").map(ServiceName::new);
        int most = arguments.most();
        List<ServiceName> services = one.isPresent()
                ? List.of(one.get())
                : store.rotations().services(arguments.optionalText("after").map(ServiceName::new), most);
        List<Json> generations = new ArrayList<>();
        for (ServiceName service : services) {
            for (Generation generation : store.rotations().of(service).generations()) {
                generations.add(json(service, generation));
            }
        }
        boolean more = one.isEmpty() && services.size() == most;
        return Json.object()
                .put("rotations", Json.array(generations))
                .put(
                        "next",
                        more
                                ? Optional.of(Json.of(
                                        services.get(services.size() - 1).text()))
                                : Optional.empty())
                .build();
    }

    private static Json json(ServiceName service, Generation generation) {
        return Json.object()
                .put("service", service.text())
                .put("generation", generation.number())
                .put("state", generation.state().name().toLowerCase(Locale.ROOT))
                .put("since", generation.since().toString())
                .put("settled", generation.settled())
                .put("due", generation.work().due().toString())
                .put("attempts", generation.work().attempts())
                .put("problem", generation.work().problem().map(Json::of))
                .build();
    }

    Json.Members start(Json.Members members)
            throws AdministrationRefusedException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        ServiceName service = names.service(Arguments.of(members, "service"));
        LifeEvent.Request request = new LifeEvent.Request(settings.clock().instant(), "operator");
        CredentialLife life = ServiceOperations.lives(settings)
                .rotations()
                .take(service, new LifeEvent.Wanted(request, LifeEvent.Cause.DEMANDED, Optional.empty()));
        if (life.order().retiredAt().isPresent()) {
            throw new AdministrationRefusedException("service `" + service + "` is retired: deploy it first");
        }
        return Json.object()
                .put("service", service.text())
                .put("generation", life.next() - 1)
                .build();
    }

    Json.Members retry(Json.Members members)
            throws AdministrationRefusedException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        Arguments arguments = Arguments.of(members, "service", "generation");
        ServiceName service = names.service(arguments);
        long generation = arguments.whole("generation");
        boolean parked = store.rotations()
                .of(service)
                .in(GenerationState.PARKED)
                .filter(one -> one.number() == generation)
                .isPresent();
        if (!parked) {
            throw new AdministrationRefusedException(
                    "generation " + generation + " of service `" + service + "` was not given up: list the rotations");
        }
        Object unused = ServiceOperations.lives(settings).rotations().take(service, new LifeEvent.Retried(generation));
        return Json.object()
                .put("service", service.text())
                .put("generation", generation)
                .build();
    }

    /** The secret is in the answer and nowhere else. */
    Json.Members secret(Json.Members members) throws AdministrationRefusedException, SecretVaultUnavailableException {
        ServiceName service = new ServiceName(Arguments.of(members, "service").text("service"));
        Optional<Credential.Id> given = store.secrets().given(service);
        Optional<ClientSecret> secret =
                given.isEmpty() ? Optional.empty() : store.secrets().read(given.get());
        if (secret.isEmpty()) {
            throw new AdministrationRefusedException("service `" + service + "` is given no secret");
        }
        return Json.object()
                .put("service", service.text())
                .put("generation", given.get().generation())
                .put("secret", secret.get().reveal())
                .build();
    }
}
