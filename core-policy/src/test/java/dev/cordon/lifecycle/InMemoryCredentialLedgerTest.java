package dev.cordon.lifecycle;

final class InMemoryCredentialLedgerTest extends CredentialLedgerContract {

    @Override
    protected CredentialLedger ledger() {
        return new InMemoryCredentialLedger();
    }
}
