package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A vault for tests, with failures to order. */
public final class InMemorySecretVault implements SecretVault {

    private final NavigableMap<Credential.Id, ClientSecret> secrets = new TreeMap<>(
            Comparator.comparing((Credential.Id id) -> id.service().text()).thenComparing(Credential.Id::generation));
    private final Map<ServiceName, Credential.Id> given = new HashMap<>();
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized ClientSecret keep(Credential.Id id, ClientSecret fresh) throws SecretVaultUnavailableException {
        requireUp();
        ClientSecret there = secrets.putIfAbsent(id, fresh);
        return there == null ? fresh : there;
    }

    @Override
    public synchronized Optional<ClientSecret> read(Credential.Id id) throws SecretVaultUnavailableException {
        requireUp();
        return Optional.ofNullable(secrets.get(id));
    }

    @Override
    public synchronized boolean give(Credential.Id id) throws SecretVaultUnavailableException {
        requireUp();
        boolean there = secrets.containsKey(id);
        if (there) {
            given.put(id.service(), id);
        }
        return there;
    }

    @Override
    public synchronized Optional<Credential.Id> given(ServiceName service) throws SecretVaultUnavailableException {
        requireUp();
        return Optional.ofNullable(given.get(service));
    }

    @Override
    public synchronized void destroy(Credential.Id id) throws SecretVaultUnavailableException {
        requireUp();
        secrets.remove(id);
        given.remove(id.service(), id);
    }

    @Override
    public synchronized List<Credential.Id> kept(Optional<Credential.Id> after, int most)
            throws SecretVaultUnavailableException {
        requireUp();
        NavigableMap<Credential.Id, ClientSecret> rest =
                after.map(last -> secrets.tailMap(last, false)).orElse(secrets);
        return rest.keySet().stream().limit(most).toList();
    }

    private void requireUp() throws SecretVaultUnavailableException {
        if (down) {
            throw new SecretVaultUnavailableException("the vault does not answer");
        }
    }
}
