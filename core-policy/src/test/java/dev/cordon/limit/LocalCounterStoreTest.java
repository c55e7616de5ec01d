package dev.cordon.limit;

final class LocalCounterStoreTest extends CounterStoreContract {

    @Override
    protected CounterStore store() {
        return new LocalCounterStore();
    }
}
