package dev.cordon.aws.store.secret;

import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.AwsFailure;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secret of one service, by single requests. What each of them answers where others were faster is a result; all
 * else is no answer. A request that is sent again does nothing twice.
 */
final class ServiceSecret {

    private final SecretsManagerClient client;
    private final SecretsSettings settings;
    private final ServiceName service;
    private final String name;

    ServiceSecret(SecretsManagerClient client, SecretsSettings settings, ServiceName service) {
        this.client = client;
        this.settings = settings;
        this.service = service;
        this.name = settings.prefix() + service.text();
    }

    ServiceName service() {
        return service;
    }

    String name() {
        return name;
    }

    /** Its versions; empty where there is no such secret. */
    Optional<Stages> stages() throws SecretVaultUnavailableException {
        return run("DescribeSecret", () -> {
            try {
                return Optional.of(Stages.of(client.describeSecret(request -> request.secretId(name))));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Makes it with its first version, if it is not there. */
    void create(String versionId, String text) throws SecretVaultUnavailableException {
        CreateSecretRequest.Builder request = CreateSecretRequest.builder()
                .name(name)
                .description("Cordon keeps here what service `" + service + "` obtains tokens with")
                .clientRequestToken(versionId)
                .secretString(text);
        settings.kmsKey().ifPresent(request::kmsKeyId);
        run("CreateSecret", () -> {
            try {
                client.createSecret(request.build());
            } catch (ResourceExistsException e) {
                // somebody else made it
            }
            return true;
        });
    }

    /**
     * Adds a version with a label.
     *
     * @return false where there is another one of that id, or nothing can be added now, for the secret is about to be
     *     deleted
     */
    boolean put(String versionId, String text, String label) throws SecretVaultUnavailableException {
        return run("PutSecretValue", () -> {
            try {
                client.putSecretValue(request -> request.secretId(name)
                        .clientRequestToken(versionId)
                        .secretString(text)
                        .versionStages(label));
                return true;
            } catch (ResourceExistsException | InvalidRequestException | ResourceNotFoundException e) {
                return false;
            }
        });
    }

    /** The value that has a label; empty where none has, or none can be read, for the secret is about to be deleted. */
    Optional<GetSecretValueResponse> labelled(String label) throws SecretVaultUnavailableException {
        return run("GetSecretValue", () -> {
            try {
                return Optional.of(
                        client.getSecretValue(request -> request.secretId(name).versionStage(label)));
            } catch (ResourceNotFoundException | InvalidRequestException e) {
                return Optional.empty();
            }
        });
    }

    /** Moves a label to a version; where the label is elsewhere by now, nothing happens. */
    void move(String label, String from, String to) throws SecretVaultUnavailableException {
        update(label, Optional.of(from), Optional.of(to));
    }

    /** Takes a label from a version; where it has none by now, nothing happens. */
    void remove(String label, String from) throws SecretVaultUnavailableException {
        update(label, Optional.of(from), Optional.empty());
    }

    private void update(String label, Optional<String> from, Optional<String> to)
            throws SecretVaultUnavailableException {
        run("UpdateSecretVersionStage", () -> {
            try {
                client.updateSecretVersionStage(request -> {
                    request.secretId(name).versionStage(label);
                    from.ifPresent(request::removeFromVersionId);
                    to.ifPresent(request::moveToVersionId);
                });
            } catch (InvalidParameterException | InvalidRequestException | ResourceNotFoundException e) {
                // who asks looks what there is by now
            }
            return true;
        });
    }

    /**
     * Lets it be deleted when its recovery window is over.
     *
     * @return false where somebody else did, or something keeps it
     */
    boolean delete() throws SecretVaultUnavailableException {
        return run("DeleteSecret", () -> {
            try {
                client.deleteSecret(
                        request -> request.secretId(name).recoveryWindowInDays((long) settings.recoveryDays()));
                return true;
            } catch (InvalidRequestException | ResourceNotFoundException e) {
                return false;
            }
        });
    }

    /** Takes that back. */
    void restore() throws SecretVaultUnavailableException {
        run("RestoreSecret", () -> {
            try {
                client.restoreSecret(request -> request.secretId(name));
            } catch (InvalidRequestException | ResourceNotFoundException e) {
                // somebody else did, or it is gone by now
            }
            return true;
        });
    }

    /** Why there is no answer; nothing that Secrets Manager says of a value is repeated. */
    private <T> T run(String action, Supplier<T> request) throws SecretVaultUnavailableException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw new SecretVaultUnavailableException(
                    String.valueOf(AwsFailure.of("`secretsmanager:" + action + "` on secret `" + name + "`", e)
                            .getMessage()),
                    e);
        }
    }
}
