package dev.cordon.apikey;

final class InMemoryApiKeyStoreTest extends ApiKeyStoreContract {

    @Override
    protected ApiKeyStore store() {
        return new InMemoryApiKeyStore();
    }
}
