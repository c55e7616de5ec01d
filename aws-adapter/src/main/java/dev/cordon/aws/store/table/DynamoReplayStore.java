package dev.cordon.aws.store.table;

import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** Each proof in a partition of its own; forgotten when its age alone has it refused. */
final class DynamoReplayStore implements ReplayStore {

    private static final String PROOF = "proof/";

    private final ControlTable table;

    DynamoReplayStore(ControlTable table) {
        this.table = table;
    }

    @Override
    public Reach reach() {
        return Reach.SHARED;
    }

    /** A proof that DynamoDB has not forgotten yet, though it may, is refused for its age anyway. */
    @Override
    public boolean firstUse(ProofId proof, long now) throws ReplayStoreUnavailableException {
        Change use = Change.put(new Key(PROOF + proof.hash(), "use"), Long.toString(now))
                .ifStill(Optional.empty())
                .until(proof.until());
        try {
            return table.write(List.of(use));
        } catch (StoreUnavailableException e) {
            throw new ReplayStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
