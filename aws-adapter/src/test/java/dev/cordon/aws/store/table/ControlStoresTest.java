package dev.cordon.aws.store.table;

import dev.cordon.aws.store.LocalDynamo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ControlStoresTest extends ControlStoresContracts {

    @Override
    DynamoDbClient client() throws Exception {
        return LocalDynamo.bench().dynamoDb();
    }

    @Override
    String table() throws Exception {
        return LocalDynamo.bench().controlTable();
    }
}
