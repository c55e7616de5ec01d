package dev.cordon.issuance;

import dev.cordon.apikey.ApiKey;
import dev.cordon.token.ApiKeyText;

/** An API key that was just made: the only time that its text is there. */
public final class IssuedApiKey {

    private final ApiKeyText text;
    private final ApiKey key;

    IssuedApiKey(ApiKeyText text, ApiKey key) {
        this.text = text;
        this.key = key;
    }

    /** The key itself, to be shown once. */
    public ApiKeyText text() {
        return text;
    }

    /** What is kept of it. */
    public ApiKey key() {
        return key;
    }

    /** Names the key by its id. */
    @Override
    public String toString() {
        return "API key " + key.id();
    }
}
