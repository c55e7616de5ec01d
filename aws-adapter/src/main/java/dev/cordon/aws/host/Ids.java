package dev.cordon.aws.host;

import dev.cordon.gate.DecisionIds;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Decision ids that start anew: processes that are restored from one image must not make the same ones. */
final class Ids implements Supplier<String> {

    private volatile DecisionIds ids = fresh();

    @Override
    public String get() {
        return ids.get();
    }

    void startAnew() {
        ids = fresh();
    }

    private static DecisionIds fresh() {
        return new DecisionIds(new SecureRandom());
    }
}
