package dev.cordon.aws.store.secret;

import dev.cordon.aws.store.Moto;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;

/**
 * A client of moto's Secrets Manager, which keeps to AWS's rules where moto does not: requests don't overlap, and
 * nothing is put into a secret that is about to be deleted, nor moved in it.
 */
public final class MotoSecrets {

    private static final Object ONE_AT_A_TIME = new Object();

    private final SecretsManagerClient moto = Moto.bench().secretsManager();
    private final AtomicReference<Before> before = new AtomicReference<>(action -> {});
    private final List<String> actions = new CopyOnWriteArrayList<>();

    /** What happens before requests. */
    @FunctionalInterface
    interface Before {

        /** The request that a method of that name makes. */
        void request(String action) throws Exception;
    }

    void before(Before happening) {
        before.set(happening);
    }

    /** Which requests were made. */
    List<String> actions() {
        return actions;
    }

    /** Moto's own, which nothing happens to. */
    SecretsManagerClient plain() {
        return moto;
    }

    /** It. */
    public SecretsManagerClient client() {
        return (SecretsManagerClient) Proxy.newProxyInstance(
                SecretsManagerClient.class.getClassLoader(),
                new Class<?>[] {SecretsManagerClient.class},
                (proxy, method, arguments) -> {
                    if (method.isDefault() && !(arguments[0] instanceof software.amazon.awssdk.core.SdkRequest)) {
                        return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    before.get().request(method.getName());
                    synchronized (ONE_AT_A_TIME) {
                        actions.add(method.getName());
                        requireAllowed(arguments[0]);
                        try {
                            return method.invoke(moto, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() == null ? e : e.getCause();
                        }
                    }
                });
    }

    private void requireAllowed(Object request) {
        String secret = request instanceof PutSecretValueRequest put
                ? put.secretId()
                : request instanceof UpdateSecretVersionStageRequest update ? update.secretId() : "";
        if (!secret.isEmpty() && isDeleted(secret)) {
            throw InvalidRequestException.builder()
                    .message("the secret is scheduled for deletion")
                    .build();
        }
    }

    private boolean isDeleted(String secret) {
        try {
            return moto.describeSecret(one -> one.secretId(secret)).deletedDate() != null;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }
}
