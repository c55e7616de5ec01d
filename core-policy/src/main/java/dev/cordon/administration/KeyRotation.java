package dev.cordon.administration;

import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.policy.IssuerName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.token.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An issuer's signing keys: looked at, replaced in good order, or all at once. Safe for use by many threads; blocks as
 * long as its stores do.
 */
public final class KeyRotation {

    /** How often keys are replaced when somebody else comes in between. */
    private static final int ATTEMPTS = 8;

    private final SigningKeyStore store;
    private final RevocationStore revocations;
    private final KeySchedule schedule;
    private final Supplier<SigningKey> fresh;

    /**
     * What an emergency did.
     *
     * @param keys the keys from now on
     * @param revoked the {@code kid} of every key that was revoked
     */
    public record Emergency(SigningKeys keys, List<String> revoked) {

        /** Copies the list. */
        public Emergency {
            revoked = List.copyOf(revoked);
        }
    }

    /**
     * Over these stores.
     *
     * @param fresh makes keys
     */
    public KeyRotation(
            SigningKeyStore store, RevocationStore revocations, KeySchedule schedule, Supplier<SigningKey> fresh) {
        this.store = store;
        this.revocations = revocations;
        this.schedule = schedule;
        this.fresh = fresh;
    }

    /** All keys: a secret. */
    public SigningKeys read() throws SigningKeyStoreUnavailableException {
        return store.read();
    }

    /** The {@code kid} of the key that signs at that time. */
    public Optional<String> signing(SigningKeys keys, Instant now) {
        return schedule.signing(keys, now).map(SigningKey::keyId);
    }

    /**
     * Brings in a further key, which is shown at once and takes over after the schedule's lead.
     *
     * @throws AdministrationRefusedException where the last one has not begun to sign, or somebody else rotates, too
     */
    public SigningKeys rotate(Instant now) throws AdministrationRefusedException, SigningKeyStoreUnavailableException {
        SigningKeys known = store.read();
        if (!known.keys().isEmpty()) {
            ScheduledKey last = known.keys().get(known.keys().size() - 1);
            if (now.isBefore(last.signsFrom())) {
                throw new AdministrationRefusedException("key `" + last.key().keyId() + "` signs from `"
                        + last.signsFrom() + "` on: wait until then, or replace all keys if they are stolen");
            }
        }
        SigningKeys next = schedule.rotated(known, fresh.get(), now);
        if (!store.replace(next)) {
            throw contended();
        }
        return next;
    }

    /**
     * Ends all keys, and every token that they signed or will sign, and brings in a fresh one, which signs at once. The
     * revocations come first and stay for ever: an emergency that breaks off leaves tokens that nobody takes, never a
     * stolen key that is forgotten. Asking again finishes it.
     *
     * @param issuer the policy's name of the issuer whose keys these are
     * @throws AdministrationRefusedException where others change the keys again and again
     */
    public Emergency replaceAll(IssuerName issuer, Instant now)
            throws AdministrationRefusedException, SigningKeyStoreUnavailableException,
                    RevocationStoreUnavailableException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SigningKeys known = store.read();
            List<String> old =
                    known.keys().stream().map(one -> one.key().keyId()).toList();
            for (String keyId : old) {
                revocations.add(new Revocation.OfKey(issuer, keyId), Optional.empty());
            }
            SigningKeys next = schedule.replaced(known, fresh.get(), now);
            if (store.replace(next)) {
                return new Emergency(next, old);
            }
        }
        throw contended();
    }

    private static AdministrationRefusedException contended() {
        return new AdministrationRefusedException(
                "somebody else changes the signing keys, too: look at them, and try again");
    }
}
