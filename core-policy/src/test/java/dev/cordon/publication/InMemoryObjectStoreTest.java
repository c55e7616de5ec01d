package dev.cordon.publication;

final class InMemoryObjectStoreTest extends ObjectStoreContract {

    private InMemoryObjectStore store = new InMemoryObjectStore();

    @Override
    protected ObjectStore store() {
        store = new InMemoryObjectStore();
        return store;
    }

    @Override
    protected void plant(String name, byte[] bytes) {
        store.plant(name, bytes);
    }
}
