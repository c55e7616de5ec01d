package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.entry.ServiceEventDetails;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.mesh.EventMeter.Outcome;
import dev.cordon.mesh.admin.AdminSettings.ServiceLives;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.rotation.RotationJournalUnavailableException;
import java.time.Instant;
import java.util.stream.Stream;

/** Further events of services. */
final class EventOperations {

    static final String SEND = "events/send";

    private static final String[] MEMBERS = Stream.concat(
                    Stream.of("kind", "service", "environment", "source", "id", "occurred"),
                    ServiceEventDetails.MEMBERS.stream())
            .toArray(String[]::new);

    private final AdminSettings settings;

    EventOperations(AdminSettings settings) {
        this.settings = settings;
    }

    /** @param by who sends it: some sources are believed of one service alone */
    Json.Members send(Json.Members members, Asker by)
            throws AdministrationRefusedException, RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException {
        ServiceLives lives = ServiceOperations.lives(settings);
        ServiceEvent event;
        try {
            event = event(members);
        } catch (IllegalArgumentException e) {
            lives.meter().count(Outcome.UNREADABLE);
            throw e;
        }
        Disposition disposition = lives.events().take(event, by);
        if (disposition.isRefused()) {
            throw new AdministrationRefusedException(
                    disposition == Disposition.UNTRUSTED_SOURCE
                            ? "events of source `" + event.origin().source() + "` are not believed"
                                    + by.service()
                                            .map(name -> " of `" + name + "`")
                                            .orElse("")
                                    + ": name it with `--event-source` where the service starts"
                            : "the event says that it happened in the future: mend the clock of its source");
        }
        return Json.object()
                .put("service", event.service().text())
                .put("disposition", disposition.toString())
                .build();
    }

    private ServiceEvent event(Json.Members members) {
        Arguments arguments = Arguments.of(members, MEMBERS);
        String text = arguments.text("kind");
        Kind kind = Kind.of(text)
                .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no kind of event: write deployed,"
                        + " scaled, configured, rolled-back, deprecated or retired"));
        Instant occurred = arguments
                .optionalInstant("occurred")
                .orElseGet(() -> settings.clock().instant());
        return new ServiceEvent(
                kind,
                new ServiceName(arguments.text("service")),
                new Environment(arguments.text("environment")),
                ServiceEventDetails.read(kind, members),
                new ServiceEvent.Origin(arguments.text("source"), arguments.text("id"), occurred));
    }
}
