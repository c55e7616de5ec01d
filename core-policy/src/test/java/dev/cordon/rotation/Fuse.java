package dev.cordon.rotation;

import dev.cordon.lifecycle.CredentialLedger;
import dev.cordon.revocation.RevocationStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Has a process die before or after one of the calls that it makes to its stores. */
final class Fuse {

    private int left;

    /** The process is dead: nothing catches that. */
    static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** @param points of how many points between two calls it dies at the last one */
    Fuse(int points) {
        this.left = points;
    }

    boolean burnt() {
        return left <= 0;
    }

    private void burn() {
        if (--left <= 0) {
            throw new Death();
        }
    }

    /** The same port, before and after each call of which it may die. */
    <T> T before(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            burn();
            try {
                Object result = method.invoke(store, args);
                burn();
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    Rotations.Parts before(Rotations.Parts parts) {
        return new Rotations.Parts(
                before(RotationJournal.class, parts.journal()),
                before(CredentialLedger.class, parts.ledger()),
                before(SecretVault.class, parts.vault()),
                before(RevocationStore.class, parts.revocations()),
                before(CredentialTrial.class, parts.trial()),
                parts.isQuarantined());
    }
}
