package dev.cordon.aws.store.table;

import dev.cordon.aws.store.Moto;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A slow one, and so a part of the long run alone. */
@EnabledIfSystemProperty(named = "cordon.full", matches = "true", disabledReason = "a part of -Pfull alone")
final class ControlStoresOnMotoTest extends ControlStoresContracts {

    private static final Object ONE_AT_A_TIME = new Object();

    /** moto checks a condition and writes in two steps, so that two writers may both pass: here they take turns. */
    @Override
    DynamoDbClient client() {
        DynamoDbClient client = Moto.bench().dynamoDb();
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    synchronized (ONE_AT_A_TIME) {
                        return call(client, method, arguments);
                    }
                });
    }

    private static @Nullable Object call(DynamoDbClient client, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    String table() {
        return Moto.bench().controlTable();
    }

    /** moto copies the whole table for each transaction. */
    @Override
    int revocationsOfEach() {
        return 5;
    }
}
