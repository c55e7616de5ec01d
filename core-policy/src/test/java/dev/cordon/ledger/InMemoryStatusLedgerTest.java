package dev.cordon.ledger;

final class InMemoryStatusLedgerTest extends StatusLedgerContract {

    @Override
    protected Sides ledger() {
        InMemoryTokenLedger both = new InMemoryTokenLedger();
        return new Sides(both, both);
    }
}
