package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.HeadStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoHeadStoreTest extends HeadStoreContract {

    private String table = "";

    @Override
    protected HeadStore store() throws Exception {
        AwsBench bench = LocalDynamo.bench();
        table = bench.table();
        return new DynamoHeadStore(bench.clients().dynamoDb(Patience.TERMINAL), table);
    }

    /** As when a revocation raises its number in a transaction. */
    @Test
    void a_head_that_somebody_is_at_is_not_replaced_and_can_be_tried_again() throws Exception {
        AwsBench bench = LocalDynamo.bench();
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            HeadStore store = new DynamoHeadStore(AwsBench.dynamoDbBy(line.address()), bench.table());
            assertThat(store.read()).isEmpty();
            line.spoilOnce(call -> call.refuse(400, "", "TransactionConflictException"));

            assertThat(store.replace(Optional.empty(), Head.none().withBundle(1)))
                    .isFalse();
            assertThat(store.read()).isEmpty();
            assertThat(store.replace(Optional.empty(), Head.none().withBundle(1)))
                    .isTrue();
        }
    }

    @Override
    protected void spoil() throws Exception {
        LocalDynamo.bench().put(table, HeadItem.KEY);
    }
}
