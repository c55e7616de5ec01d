package dev.cordon.aws.store;

import dev.cordon.publication.HeadStore;
import dev.cordon.publication.HeadStoreContract;

final class DynamoHeadStoreOnMotoTest extends HeadStoreContract {

    private String table = "";

    @Override
    protected HeadStore store() throws Exception {
        AwsBench bench = Moto.bench();
        table = bench.table();
        return new DynamoHeadStore(bench.clients().dynamoDb(Patience.TERMINAL), table);
    }

    @Override
    protected void spoil() throws Exception {
        Moto.bench().put(table, HeadItem.KEY);
    }

    /** moto checks the condition and writes in two steps, so that two writers may both pass. */
    @Override
    protected int writersAtOnce() {
        return 1;
    }
}
