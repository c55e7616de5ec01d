package dev.cordon.issuance;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.ledger.UsageTally;
import dev.cordon.ledger.Use;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.List;

/**
 * The services' credentials, and what was asked with them since their ledger was told last. Safe for use by many
 * threads; blocks as long as the ledger does, but for counting.
 */
public final class CountedCredentials {

    /** Credentials' operations that are counted between two tellings. */
    private static final int TALLIED = 65_536;

    private final CredentialLedger ledger;
    private final UsageTally<Credential.Id> tally = new UsageTally<>(TALLIED);

    /** Those of that ledger. */
    public CountedCredentials(CredentialLedger ledger) {
        this.ledger = ledger;
    }

    List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException {
        return ledger.of(service);
    }

    void count(Credential credential, String operation, Instant at) {
        tally.count(credential.id(), operation, at);
    }

    /**
     * Tells the ledger what was counted since the last call of this.
     *
     * @throws CredentialLedgerUnavailableException where it may not have been told, and never will be
     */
    public void tell() throws CredentialLedgerUnavailableException {
        List<Use<Credential.Id>> uses = tally.take();
        if (!uses.isEmpty()) {
            ledger.used(uses);
        }
    }
}
