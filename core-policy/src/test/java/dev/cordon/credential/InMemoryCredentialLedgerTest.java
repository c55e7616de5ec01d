package dev.cordon.credential;

final class InMemoryCredentialLedgerTest extends CredentialLedgerContract {

    @Override
    protected CredentialLedger ledger() {
        return new InMemoryCredentialLedger();
    }
}
