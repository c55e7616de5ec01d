package dev.cordon.gate;

import dev.cordon.audit.DecisionSink;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How an enforcement point records its decisions.
 *
 * @param point the enforcement point's name
 * @param sink where the records go
 * @param ids makes decision ids: each unique, unguessable enough to show to callers; must not block
 * @param ticks the monotonic clock of {@link dev.cordon.decision.Moment#ticks}, in nanoseconds
 */
public record Recorder(String point, DecisionSink sink, Supplier<String> ids, LongSupplier ticks) {}
