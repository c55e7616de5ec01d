package dev.cordon.publication;

import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;

/**
 * Where what changes without a publication is kept, and of which the head tells how often it changed.
 *
 * @param registry the services as they live
 * @param revocations what is revoked
 */
public record LiveStores(RegistryStore registry, RevocationStore revocations) {

    /** What is known, where that is as new as the head tells, or else what is there now. */
    ServiceRegistry registry(ServiceRegistry known, Head head) throws StoreUnavailableException {
        if (known.revision() >= head.registryEpoch()) {
            return known;
        }
        try {
            ServiceRegistry read = registry.read();
            requireNew("services", read.revision(), head.registryEpoch());
            return read;
        } catch (RegistryUnavailableException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same of what is revoked. */
    RevocationList revocations(RevocationList known, Head head) throws StoreUnavailableException {
        if (known.revision() >= head.revocationEpoch()) {
            return known;
        }
        try {
            RevocationList read = revocations.read();
            requireNew("revocations", read.revision(), head.revocationEpoch());
            return read;
        } catch (RevocationStoreUnavailableException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireNew(String what, long revision, long demanded) throws StoreUnavailableException {
        if (revision < demanded) {
            throw new StoreUnavailableException("the head tells of " + demanded + " changes of " + what + ", and "
                    + revision + " are there: an older copy answers, or the table was restored without its head");
        }
    }
}
