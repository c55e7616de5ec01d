package dev.cordon.aws.store.secret;

import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.table.SecretIndex;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.GivenSecretText;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * A secret of Secrets Manager for each service, a version of it for each generation, with a staging label of its own.
 * What a service is given is {@code AWSCURRENT}: it reads its secret by name, and nothing else. Where it is given none,
 * that is a version without a secret. Labels move only from where they were seen, so that whoever comes in between is
 * noticed.
 *
 * <p>A version can't be deleted by itself. One that is destroyed loses its labels, without which nobody finds it but by
 * its id, and Secrets Manager forgets it in its time; with the last one the whole secret goes, when its recovery window
 * is over. What was destroyed is worth nothing before that: its credential is revoked.
 */
public final class SecretsManagerVault implements SecretVault {

    /** How often somebody looks again who found that others were faster. */
    private static final int ROUNDS = 16;

    /** Keeps the version that is given where none is, though Secrets Manager forgets what had no label for long. */
    private static final String NONE = "cordon-none";

    private final SecretsManagerClient client;
    private final SecretIndex index;
    private final SecretsSettings settings;

    /** Something that the index does. */
    private interface Look<T> {
        T up() throws StoreUnavailableException;
    }

    /**
     * The vault with those secrets.
     *
     * @param index tells which there are
     */
    public SecretsManagerVault(SecretsManagerClient client, SecretIndex index, SecretsSettings settings) {
        this.client = client;
        this.index = index;
        this.settings = settings;
    }

    private ServiceSecret secret(ServiceName service) {
        return new ServiceSecret(client, settings, service);
    }

    @Override
    public ClientSecret keep(Credential.Id id, ClientSecret fresh) throws SecretVaultUnavailableException {
        ServiceSecret secret = secret(id.service());
        VersionIds versions = new VersionIds(secret.name());
        String label = Stages.label(id.generation());
        String text = GivenSecretText.write(id, fresh);
        enter(id);
        int destroyed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Stages stages = opened(secret);
            Optional<ClientSecret> there =
                    stages.at(label).isPresent() ? read(id, secret.labelled(label)) : Optional.empty();
            if (there.isPresent()) {
                enter(id);
                return there.get();
            }
            if (secret.put(versions.of(id.generation(), destroyed), text, label)) {
                // whoever destroyed one meanwhile took it out
                enter(id);
                return fresh;
            }
            Optional<Stages> since = secret.stages();
            if (since.isPresent()
                    && !since.get().deleted()
                    && since.get().at(label).isEmpty()) {
                destroyed++;
            }
        }
        throw contended(secret);
    }

    /** It, made or restored if need be, with something that is given. */
    private static Stages opened(ServiceSecret secret) throws SecretVaultUnavailableException {
        String none = new VersionIds(secret.name()).none();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Stages> stages = secret.stages();
            if (stages.isEmpty()) {
                secret.create(none, GivenSecretText.none(secret.service()));
            } else if (stages.get().deleted()) {
                secret.restore();
            } else if (stages.get().at(Stages.CURRENT).isEmpty()) {
                // else the first version that is put would be given, whatever its label
                boolean unused = secret.put(none, GivenSecretText.none(secret.service()), Stages.CURRENT);
            } else {
                return stages.get();
            }
        }
        throw contended(secret);
    }

    @Override
    public Optional<ClientSecret> read(Credential.Id id) throws SecretVaultUnavailableException {
        ServiceSecret secret = secret(id.service());
        Optional<ClientSecret> there = read(id, secret.labelled(Stages.label(id.generation())));
        return there.isEmpty() && restored(secret, id)
                ? read(id, secret.labelled(Stages.label(id.generation())))
                : there;
    }

    /** Somebody who died between may have left a secret to be deleted that a generation needs. */
    private static boolean restored(ServiceSecret secret, Credential.Id id) throws SecretVaultUnavailableException {
        Optional<Stages> stages = secret.stages();
        boolean needed = stages.isPresent()
                && stages.get().deleted()
                && stages.get().at(Stages.label(id.generation())).isPresent();
        if (needed) {
            secret.restore();
        }
        return needed;
    }

    private static Optional<ClientSecret> read(Credential.Id id, Optional<GetSecretValueResponse> value)
            throws SecretVaultUnavailableException {
        try {
            return value.map(found -> GivenSecretText.read(id, String.valueOf(found.secretString())));
        } catch (DamagedEntryException e) {
            // the cause is left out, for it may show what was read
            throw new SecretVaultUnavailableException("the secret of generation " + id.generation() + " of `"
                    + id.service() + "` is not as Cordon wrote it: destroy it, and rotate the credential");
        }
    }

    @Override
    public boolean give(Credential.Id id) throws SecretVaultUnavailableException {
        ServiceSecret secret = secret(id.service());
        Optional<String> moved = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Stages> stages = secret.stages();
            Optional<String> version = stages.flatMap(known -> known.at(Stages.label(id.generation())));
            if (version.isEmpty()) {
                if (moved.isPresent()) {
                    // it was destroyed meanwhile by somebody who may not have seen that it was given
                    takeAway(secret, moved.get());
                }
                return false;
            }
            if (stages.get().deleted()) {
                secret.restore();
            } else if (stages.get().has(Stages.CURRENT, version.get())) {
                return true;
            } else {
                String current = stages.get().at(Stages.CURRENT).orElseThrow(() -> withoutCurrent(secret));
                secret.move(Stages.CURRENT, current, version.get());
                moved = version;
            }
        }
        throw contended(secret);
    }

    private static SecretVaultUnavailableException withoutCurrent(ServiceSecret secret) {
        return new SecretVaultUnavailableException(
                "secret `" + secret.name() + "` has no version `" + Stages.CURRENT + "`: give it one, or delete it");
    }

    @Override
    public Optional<Credential.Id> given(ServiceName service) throws SecretVaultUnavailableException {
        return secret(service)
                .stages()
                .filter(stages -> !stages.deleted())
                .flatMap(stages -> stages.at(Stages.CURRENT)
                        .flatMap(current -> stages.generations(current).stream().findFirst()))
                .map(generation -> new Credential.Id(service, generation));
    }

    @Override
    public void destroy(Credential.Id id) throws SecretVaultUnavailableException {
        if (!indexed(() -> index.has(id))) {
            return;
        }
        ServiceSecret secret = secret(id.service());
        String label = Stages.label(id.generation());
        Optional<String> destroyed = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Stages> stages = secret.stages();
            Optional<String> labelled = stages.flatMap(known -> known.at(label));
            Optional<String> version = labelled.isPresent() ? labelled : destroyed;
            if (labelled.isPresent() && stages.get().deleted()) {
                secret.restore();
            } else if (version.isPresent() && stages.isPresent() && isLabelled(stages.get(), version.get(), label)) {
                destroyed = version;
                // its own label is the last that goes: whoever dies before leaves one that is destroyed again
                takeAway(secret, version.get());
                secret.remove(label, version.get());
            } else {
                deleteIfEmpty(secret, stages);
                leave(id);
                return;
            }
        }
        throw contended(secret);
    }

    private static boolean isLabelled(Stages stages, String version, String label) {
        return stages.has(label, version)
                || stages.has(Stages.CURRENT, version)
                || stages.has(Stages.PREVIOUS, version);
    }

    /** Has a version given to nobody: where it is given, none is from now on. */
    private static void takeAway(ServiceSecret secret, String version) throws SecretVaultUnavailableException {
        String none = new VersionIds(secret.name()).none();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Stages> stages = secret.stages().filter(known -> !known.deleted());
            if (stages.filter(known -> known.has(Stages.CURRENT, version)).isPresent()) {
                // nothing happens where it is there
                boolean unused = secret.put(none, GivenSecretText.none(secret.service()), NONE);
                secret.move(Stages.CURRENT, version, none);
            } else if (stages.filter(known -> known.has(Stages.PREVIOUS, version))
                    .isPresent()) {
                secret.remove(Stages.PREVIOUS, version);
            } else {
                return;
            }
        }
        throw contended(secret);
    }

    private static void deleteIfEmpty(ServiceSecret secret, Optional<Stages> stages)
            throws SecretVaultUnavailableException {
        if (stages.isEmpty() || stages.get().deleted() || stages.get().holdAny()) {
            return;
        }
        boolean deleted = secret.delete();
        Optional<Stages> since = secret.stages();
        // somebody may have kept another one in between
        if (since.filter(known -> known.deleted() && known.holdAny()).isPresent()) {
            secret.restore();
        } else if (!deleted
                && since.filter(known -> !known.deleted() && !known.holdAny()).isPresent()) {
            throw new SecretVaultUnavailableException("secret `" + secret.name()
                    + "` holds nothing any more and can't be deleted: end what keeps it, such as its replicas");
        }
    }

    @Override
    public List<Credential.Id> kept(Optional<Credential.Id> after, int most) throws SecretVaultUnavailableException {
        return indexed(() -> index.page(after, most));
    }

    private void enter(Credential.Id id) throws SecretVaultUnavailableException {
        boolean unused = indexed(() -> {
            index.enter(id);
            return true;
        });
    }

    private void leave(Credential.Id id) throws SecretVaultUnavailableException {
        boolean unused = indexed(() -> {
            index.leave(id);
            return true;
        });
    }

    private static <T> T indexed(Look<T> look) throws SecretVaultUnavailableException {
        try {
            return look.up();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new SecretVaultUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SecretVaultUnavailableException contended(ServiceSecret secret) {
        return new SecretVaultUnavailableException(
                "others change secret `" + secret.name() + "` all the time: try again");
    }
}
