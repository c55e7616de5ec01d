package dev.cordon.mesh.store;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.EntryFields;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Each secret in an entry of its own, encrypted for its generation, and one entry a service for what it is given. */
final class EmbeddedSecretVault implements SecretVault {

    private static final String SECRET = "secret/";
    private static final String GIVEN = "given/";

    private final StoreThread thread;
    private final Optional<KeyCipher> cipher;

    /** @param cipher empty where no secret is to be read or kept */
    EmbeddedSecretVault(StoreThread thread, Optional<KeyCipher> cipher) {
        this.thread = thread;
        this.cipher = cipher;
    }

    @Override
    public ClientSecret keep(Credential.Id id, ClientSecret fresh) throws SecretVaultUnavailableException {
        String text = write(id, fresh);
        String kept = run(entries -> {
            Optional<String> there = entries.get(key(id));
            if (there.isEmpty()) {
                entries.put(key(id), text);
            }
            return there.orElse(text);
        });
        return decrypt(id, kept);
    }

    @Override
    public Optional<ClientSecret> read(Credential.Id id) throws SecretVaultUnavailableException {
        Optional<String> kept = run(entries -> entries.get(key(id)));
        return kept.isEmpty() ? Optional.empty() : Optional.of(decrypt(id, kept.get()));
    }

    @Override
    public boolean give(Credential.Id id) throws SecretVaultUnavailableException {
        String text = identified(id).build().toCanonical();
        return run(entries -> {
            boolean there = entries.get(key(id)).isPresent();
            if (there) {
                entries.put(GIVEN + id.service().text(), text);
            }
            return there;
        });
    }

    @Override
    public Optional<Credential.Id> given(ServiceName service) throws SecretVaultUnavailableException {
        return run(entries -> given(entries, service));
    }

    private static Optional<Credential.Id> given(Entries entries, ServiceName service) {
        return entries.get(GIVEN + service.text()).map(EmbeddedSecretVault::id);
    }

    @Override
    public void destroy(Credential.Id id) throws SecretVaultUnavailableException {
        run(entries -> {
            boolean isGiven = given(entries, id.service()).filter(id::equals).isPresent();
            if (entries.get(key(id)).isPresent()) {
                entries.remove(key(id));
            }
            if (isGiven) {
                entries.remove(GIVEN + id.service().text());
            }
            return true;
        });
    }

    @Override
    public List<Credential.Id> kept(Optional<Credential.Id> after, int most) throws SecretVaultUnavailableException {
        String from = after.map(last -> key(last) + '\0').orElse(SECRET);
        return run(entries -> entries.range(SECRET, from, most, key -> true).stream()
                .map(EmbeddedSecretVault::id)
                .toList());
    }

    private String write(Credential.Id id, ClientSecret secret) throws SecretVaultUnavailableException {
        return identified(id)
                .put("encrypted", cipher().encrypt(key(id), secret.reveal()))
                .build()
                .toCanonical();
    }

    private ClientSecret decrypt(Credential.Id id, String text) throws SecretVaultUnavailableException {
        KeyCipher known = cipher();
        try {
            String encrypted = EntryFields.read(text, fields -> fields.text("encrypted"));
            return ClientSecret.of(known.decrypt(key(id), encrypted));
        } catch (DamagedEntryException e) {
            throw new SecretVaultUnavailableException("a secret is not of its form", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out: nobody needs to know how the decryption failed.
            throw new SecretVaultUnavailableException("the secret of generation " + id.generation() + " of `"
                    + id.service() + "` can't be decrypted: give the master key that it was kept under");
        }
    }

    private KeyCipher cipher() throws SecretVaultUnavailableException {
        return cipher.orElseThrow(() -> new SecretVaultUnavailableException(
                "the secrets of services are encrypted: give the master key that they were kept under"));
    }

    private <T> T run(StoreThread.Work<T> work) throws SecretVaultUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new SecretVaultUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonObjectBuilder identified(Credential.Id id) {
        return Json.object().put("service", id.service().text()).put("generation", Long.toString(id.generation()));
    }

    private static Credential.Id id(String text) {
        return EntryFields.read(
                text, fields -> new Credential.Id(new ServiceName(fields.text("service")), fields.whole("generation")));
    }

    private static String key(Credential.Id id) {
        return SECRET + id.service().text() + "/" + HexFormat.of().toHexDigits(id.generation());
    }
}
