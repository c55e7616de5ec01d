package dev.cordon.benchmarks;

import com.yahoo.athenz.zpe.pkey.PublicKeyStore;
import com.yahoo.athenz.zpe.pkey.PublicKeyStoreFactory;
import java.security.PublicKey;

/** No token is verified by Athenz here. */
public final class NoKeys implements PublicKeyStore {

    /** Makes it; found by its name. */
    public static final class Factory implements PublicKeyStoreFactory {
        @Override
        public PublicKeyStore create() {
            return new NoKeys();
        }
    }

    @Override
    public PublicKey getZmsKey(String keyId) {
        return null;
    }

    @Override
    public PublicKey getZtsKey(String keyId) {
        return null;
    }
}
