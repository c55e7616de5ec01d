package dev.cordon.aws.host;

import dev.cordon.aws.store.secret.MotoSecrets;
import dev.cordon.rotation.Struck;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A process that something strikes at one of the requests that it sends to DynamoDB and Secrets Manager. Requests to
 * DynamoDB don't overlap, since moto's transactions are none where they do.
 */
final class StruckProcess {

    /** What only asks: before and after it all is as after the write before. */
    private static final Set<String> QUESTIONS =
            Set.of("getItem", "query", "describeSecret", "getSecretValue", "listSecretVersionIdsPaginator");

    private static final MotoSecrets SECRETS = new MotoSecrets();
    private static final Object ONE_AT_A_TIME = new Object();

    private final boolean questions;
    private final int at;
    private final Struck.Strike strike;
    private int seen;
    private boolean dead;

    private StruckProcess(boolean questions, int at, Struck.Strike strike) {
        this.questions = questions;
        this.at = at;
        this.strike = strike;
    }

    private static void die() {
        throw new Struck.Death();
    }

    /** One that nothing strikes. */
    static StruckProcess living() {
        return before(0, () -> {});
    }

    /**
     * One that dies before a write, and so after the one before took effect.
     *
     * @param write which, from 1
     */
    static StruckProcess dyingBefore(int write) {
        return before(write, StruckProcess::die);
    }

    /** One that dies before or after a request: before the first, after it, before the second, and so on, from 1. */
    static StruckProcess dyingAt(int moment) {
        return new StruckProcess(true, moment, StruckProcess::die);
    }

    /** One in which something happens before a write. */
    static StruckProcess before(int write, Struck.Strike strike) {
        return new StruckProcess(false, write, strike);
    }

    /** Whether it was struck. */
    boolean isStruck() {
        return at > 0 && seen >= at;
    }

    /** What it has of AWS. */
    ControlAccess access(ControlShop shop) {
        return shop.control(
                client(DynamoDbClient.class, shop.dynamoDb()), client(SecretsManagerClient.class, SECRETS.client()));
    }

    private <T> T client(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.isDefault() && !(arguments[0] instanceof SdkRequest)
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : send(real, method, arguments)));
    }

    private Object send(Object client, Method method, Object[] arguments) throws Throwable {
        boolean counts = questions || !QUESTIONS.contains(method.getName());
        if (counts) {
            moment();
        }
        Object answer = sent(client, method, arguments);
        if (questions) {
            moment();
        }
        return answer;
    }

    private void moment() throws Exception {
        if (dead) {
            throw new Struck.Death();
        }
        if (++seen == at) {
            try {
                strike.now();
            } catch (Struck.Death e) {
                dead = true;
                throw e;
            }
        }
    }

    private static Object sent(Object client, Method method, Object[] arguments) throws Throwable {
        try {
            synchronized (ONE_AT_A_TIME) {
                return method.invoke(client, arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
