package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;

/** A vault whose every write takes longer than an errand may. */
record SlowVault(RotationWorld world) implements SecretVault {

    @Override
    public ClientSecret keep(Credential.Id id, ClientSecret fresh) throws SecretVaultUnavailableException {
        ClientSecret kept = world.vault.keep(id, fresh);
        world.later(RotationWorld.TERMS.errand());
        return kept;
    }

    @Override
    public Optional<ClientSecret> read(Credential.Id id) throws SecretVaultUnavailableException {
        return world.vault.read(id);
    }

    @Override
    public boolean give(Credential.Id id) throws SecretVaultUnavailableException {
        return world.vault.give(id);
    }

    @Override
    public Optional<Credential.Id> given(ServiceName service) throws SecretVaultUnavailableException {
        return world.vault.given(service);
    }

    @Override
    public void destroy(Credential.Id id) throws SecretVaultUnavailableException {
        world.vault.destroy(id);
    }

    @Override
    public List<Credential.Id> kept(Optional<Credential.Id> after, int most) throws SecretVaultUnavailableException {
        return world.vault.kept(after, most);
    }
}
