package dev.cordon.mesh.store;

import dev.cordon.document.Json;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.EntryFields;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.SigningKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All keys in one entry, each encrypted for its {@code kid}. */
final class EmbeddedSigningKeyStore implements SigningKeyStore {

    private static final String KEYS = "keys";

    private final StoreThread thread;
    private final KeyCipher cipher;

    /** The entry as it is kept. */
    private record Kept(long revision, List<KeptKey> keys) {}

    private record KeptKey(String keyId, String encrypted, EntryFields times) {}

    EmbeddedSigningKeyStore(StoreThread thread, KeyCipher cipher) {
        this.thread = thread;
        this.cipher = cipher;
    }

    @Override
    public SigningKeys read() throws SigningKeyStoreUnavailableException {
        return decrypt(entry());
    }

    /** What is there is decrypted first: keys under two master keys could never be read together again. */
    @Override
    public boolean replace(SigningKeys next) throws SigningKeyStoreUnavailableException {
        Optional<String> known = entry();
        if (decrypt(known).revision() + 1 != next.revision()) {
            return false;
        }
        String text = write(next);
        return run(entries -> {
            boolean same = entries.get(KEYS).equals(known);
            if (same) {
                entries.put(KEYS, text);
            }
            return same;
        });
    }

    private Optional<String> entry() throws SigningKeyStoreUnavailableException {
        return run(entries -> entries.get(KEYS));
    }

    private String write(SigningKeys keys) {
        List<Json> items = new ArrayList<>();
        for (ScheduledKey one : keys.keys()) {
            String keyId = one.key().keyId();
            items.add(Json.object()
                    .put("kid", keyId)
                    .put("encrypted", cipher.encrypt(keyId, one.key().revealPrivateJwk()))
                    .put("published", one.publishedAt().toString())
                    .put("from", one.signsFrom().toString())
                    .put("until", one.signsUntil().map(time -> Json.of(time.toString())))
                    .build());
        }
        return Json.object()
                .put("revision", Long.toString(keys.revision()))
                .put("keys", Json.array(items))
                .build()
                .toCanonical();
    }

    private SigningKeys decrypt(Optional<String> text) throws SigningKeyStoreUnavailableException {
        if (text.isEmpty()) {
            return SigningKeys.NONE;
        }
        try {
            Kept kept = EntryFields.read(text.get(), EmbeddedSigningKeyStore::kept);
            List<ScheduledKey> keys = new ArrayList<>();
            for (KeptKey one : kept.keys()) {
                keys.add(decrypt(one));
            }
            return new SigningKeys(kept.revision(), keys);
        } catch (DamagedEntryException e) {
            throw new SigningKeyStoreUnavailableException("the signing keys are not of their form", e);
        }
    }

    private ScheduledKey decrypt(KeptKey kept) throws SigningKeyStoreUnavailableException {
        try {
            return new ScheduledKey(
                    SigningKey.parse(cipher.decrypt(kept.keyId(), kept.encrypted())),
                    kept.times().instant("published"),
                    kept.times().instant("from"),
                    kept.times().optionalInstant("until"));
        } catch (GeneralSecurityException | InvalidKeyFileException e) {
            // The cause is left out: nobody needs to know how the decryption failed.
            throw new SigningKeyStoreUnavailableException("the signing key `" + kept.keyId()
                    + "` can't be decrypted: give the master key that it was kept under");
        }
    }

    private static Kept kept(EntryFields fields) {
        return new Kept(
                fields.whole("revision"),
                fields.items("keys").stream()
                        .map(EntryFields::of)
                        .map(one -> new KeptKey(one.text("kid"), one.text("encrypted"), one))
                        .toList());
    }

    private <T> T run(StoreThread.Work<T> work) throws SigningKeyStoreUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new SigningKeyStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
