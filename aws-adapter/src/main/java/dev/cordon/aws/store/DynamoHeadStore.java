package dev.cordon.aws.store;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The head as one item of a DynamoDB table (see {@link HeadItem}), read strongly consistent, written conditionally. */
final class DynamoHeadStore implements HeadStore {

    private final DynamoDbClient client;
    private final String table;

    DynamoHeadStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Optional<Head> read() throws StoreUnavailableException {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(HeadItem.KEY)
                .consistentRead(true)
                .build();
        GetItemResponse answer;
        try {
            answer = client.getItem(request);
        } catch (RuntimeException e) {
            // what is no answer of DynamoDB makes the client fail in many ways; none of them is a head
            throw AwsFailure.of(what("dynamodb:GetItem"), e);
        }
        return answer.hasItem() && !answer.item().isEmpty()
                ? Optional.of(HeadItem.read(answer.item(), what("dynamodb:GetItem")))
                : Optional.empty();
    }

    @Override
    public boolean replace(Optional<Head> known, Head next) throws StoreUnavailableException {
        known.ifPresent(head -> requireGrowth(head, next));
        PutItemRequest.Builder request =
                PutItemRequest.builder().tableName(table).item(HeadItem.write(next));
        known.ifPresentOrElse(
                head -> request.conditionExpression(HeadItem.UNCHANGED)
                        .expressionAttributeValues(HeadItem.values(head)),
                () -> request.conditionExpression(HeadItem.ABSENT));
        try {
            client.putItem(request.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            if (AwsFailure.mayHaveHappened(e)) {
                throw AwsFailure.of(what("dynamodb:PutItem"), e);
            }
            return false;
        } catch (TransactionConflictException e) {
            // somebody raises a number of it at the same time: nothing was written, and it is another head by now
            return false;
        } catch (RuntimeException e) {
            throw AwsFailure.of(what("dynamodb:PutItem"), e);
        }
    }

    private static void requireGrowth(Head known, Head next) {
        if (!next.isNotBehind(known)) {
            throw new IllegalArgumentException("a head only grows: " + next + " is behind " + known);
        }
    }

    private String what(String action) {
        return "`" + action + "` on table `" + table + "`";
    }
}
