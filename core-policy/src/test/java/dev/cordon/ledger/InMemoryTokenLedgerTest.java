package dev.cordon.ledger;

final class InMemoryTokenLedgerTest extends TokenLedgerContract {

    @Override
    protected TokenLedger ledger() {
        return new InMemoryTokenLedger();
    }
}
