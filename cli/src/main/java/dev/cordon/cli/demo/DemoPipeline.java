package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Who deploys and retires web-bff, and hands it the secret that it is given. */
final class DemoPipeline {

    /** Whose events are believed. */
    static final String SOURCE = "pipeline";

    private static final ServiceName WEB = new ServiceName("web-bff");

    private final DemoWorld world;
    private final Console console;
    private int events;

    DemoPipeline(DemoWorld world, Console console) {
        this.world = world;
        this.console = console;
    }

    /** Tells of a deploy; what became of that, in words. */
    String deploy(String revision) throws IOException {
        return SOURCE + ": web-bff is deployed, revision " + revision + ": "
                + tell(Kind.DEPLOYED, ServiceEvent.Details.running(revision));
    }

    /** Tells that web-bff is no more; what became of that, in words. */
    String retire() throws IOException {
        return SOURCE + ": web-bff is retired: " + tell(Kind.RETIRED, ServiceEvent.Details.NONE);
    }

    private Disposition tell(Kind kind, ServiceEvent.Details details) throws IOException {
        ServiceEvent.Origin origin = new ServiceEvent.Origin(
                SOURCE, "demo-" + ++events, console.clock().instant());
        try {
            ServiceEvent event =
                    new ServiceEvent(kind, WEB, world.policy().environments().get(0), details, origin);
            return world.lives().take(event, Optional.empty());
        } catch (RegistryUnavailableException
                | RotationJournalUnavailableException
                | CredentialLedgerUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The secret that web-bff is given now; empty where it is given none. */
    Optional<String> revealSecret() throws IOException {
        try {
            Optional<Credential.Id> given = world.secrets().given(WEB);
            return given.isEmpty()
                    ? Optional.empty()
                    : world.secrets().read(given.get()).map(ClientSecret::reveal);
        } catch (SecretVaultUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
