package dev.cordon.mesh.admin;

import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.lifecycle.Disposition;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;

/** Takes the events of services, and counts them. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface EventTaking {

    /**
     * Takes an event where its source is believed of whoever sends it.
     *
     * @throws RegistryUnavailableException where it may or may not be taken: it is to be sent again
     * @throws RotationJournalUnavailableException for the same reason
     * @throws CredentialLedgerUnavailableException for the same reason
     */
    Disposition take(ServiceEvent event, Asker sender)
            throws RegistryUnavailableException, RotationJournalUnavailableException,
                    CredentialLedgerUnavailableException;
}
