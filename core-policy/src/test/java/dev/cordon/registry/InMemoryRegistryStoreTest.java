package dev.cordon.registry;

final class InMemoryRegistryStoreTest extends RegistryStoreContract {

    @Override
    protected RegistryStore registry() {
        return new InMemoryRegistryStore();
    }
}
