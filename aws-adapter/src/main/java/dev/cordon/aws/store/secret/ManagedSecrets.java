package dev.cordon.aws.store.secret;

import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.store.AwsFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

/** Secrets of Secrets Manager as its rotations see them. */
public final class ManagedSecrets implements RotatedSecrets {

    private final SecretsManagerClient client;

    /** Those of that client's account. */
    public ManagedSecrets(SecretsManagerClient client) {
        this.client = client;
    }

    @Override
    public Described describe(String secret) throws RotationRefusedException {
        return run("DescribeSecret", secret, () -> {
            DescribeSecretResponse found = client.describeSecret(request -> request.secretId(secret));
            Map<String, Set<String>> labels = new HashMap<>();
            found.versionIdsToStages().forEach((id, stages) -> labels.put(id, Set.copyOf(stages)));
            return new Described(found.name(), Boolean.TRUE.equals(found.rotationEnabled()), labels);
        });
    }

    @Override
    public Instant madeAt(String secret, String version) throws RotationRefusedException {
        return run(
                        "ListSecretVersionIds",
                        secret,
                        () -> client.listSecretVersionIdsPaginator(request -> request.secretId(secret)).stream()
                                .flatMap(page -> page.versions().stream())
                                .filter(one -> version.equals(one.versionId()))
                                .map(SecretVersionsListEntry::createdDate)
                                .findFirst())
                .orElseThrow(
                        () -> new RotationRefusedException("secret `" + secret + "` has no version of that rotation"));
    }

    @Override
    public Optional<String> value(String secret, String version) throws RotationRefusedException {
        return run("GetSecretValue", secret, () -> {
            try {
                return Optional.ofNullable(client.getSecretValue(
                                request -> request.secretId(secret).versionId(version))
                        .secretString());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void keepPending(String secret, String version, Optional<String> token, String value)
            throws RotationRefusedException {
        Object unused = run("PutSecretValue", secret, () -> {
            try {
                return client.putSecretValue(request -> {
                    request.secretId(secret).clientRequestToken(version);
                    token.ifPresent(request::rotationToken);
                    request.secretString(value).versionStages(PENDING);
                });
            } catch (ResourceExistsException e) {
                // the same step came twice at once: what the other one kept is what counts
                return secret;
            }
        });
    }

    @Override
    public void move(String secret, String label, Optional<String> from, Optional<String> to)
            throws RotationRefusedException {
        Object unused = run(
                "UpdateSecretVersionStage",
                secret,
                () -> client.updateSecretVersionStage(request -> {
                    request.secretId(secret).versionStage(label);
                    from.ifPresent(request::removeFromVersionId);
                    to.ifPresent(request::moveToVersionId);
                }));
    }

    /** Why there is no answer; nothing that Secrets Manager says of a value is repeated. */
    private static <T> T run(String action, String secret, Supplier<T> request) throws RotationRefusedException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw new RotationRefusedException(
                    String.valueOf(AwsFailure.of("`secretsmanager:" + action + "` on secret `" + secret + "`", e)
                            .getMessage()));
        }
    }
}
