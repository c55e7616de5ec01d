package dev.cordon.audit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every record, for tests. */
public final class InMemoryDecisionSink implements DecisionSink {

    private final List<DecisionRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void offer(DecisionRecord decision) {
        records.add(decision);
    }

    @Override
    public long dropped() {
        return 0;
    }

    /** All records so far, in their order. */
    public List<DecisionRecord> records() {
        return List.copyOf(records);
    }

    /** The last record. */
    public DecisionRecord last() {
        return records.get(records.size() - 1);
    }
}
