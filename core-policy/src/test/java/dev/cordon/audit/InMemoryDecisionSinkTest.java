package dev.cordon.audit;

import java.util.List;

final class InMemoryDecisionSinkTest extends DecisionSinkContract {

    @Override
    protected DecisionSink sink() {
        return new InMemoryDecisionSink();
    }

    @Override
    protected List<String> arrived(DecisionSink sink) {
        return ((InMemoryDecisionSink) sink)
                .records().stream().map(DecisionRecord::id).toList();
    }
}
