package dev.cordon.rotation;

import dev.cordon.credential.CredentialLedger;
import dev.cordon.revocation.RevocationStore;

/** Has a process die before or after one of the calls that it makes to its stores. */
final class Fuse {

    private int left;

    /** @param points of how many points between two calls it dies at the last one */
    Fuse(int points) {
        this.left = points;
    }

    private void burn() {
        if (--left <= 0) {
            throw new Struck.Death();
        }
    }

    /** The same ports, before and after each call of which it may die. */
    Rotations.Parts before(Rotations.Parts parts) {
        return new Rotations.Parts(
                Struck.port(RotationJournal.class, parts.journal(), this::burn),
                Struck.port(CredentialLedger.class, parts.ledger(), this::burn),
                Struck.port(SecretVault.class, parts.vault(), this::burn),
                Struck.port(RevocationStore.class, parts.revocations(), this::burn),
                Struck.port(CredentialTrial.class, parts.trial(), this::burn),
                parts.isQuarantined());
    }
}
