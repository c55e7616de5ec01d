package dev.cordon.publication;

final class InMemoryHeadStoreTest extends HeadStoreContract {

    private InMemoryHeadStore store = new InMemoryHeadStore();

    @Override
    protected HeadStore store() {
        store = new InMemoryHeadStore();
        return store;
    }

    @Override
    protected void spoil() {
        store.spoil();
    }
}
