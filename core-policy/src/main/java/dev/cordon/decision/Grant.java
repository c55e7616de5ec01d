package dev.cordon.decision;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.Operation;

/**
 * An operation that a caller may call for a while without being asked about again.
 *
 * @param operation the operation
 * @param flow the flow that allows it now
 */
public record Grant(Operation operation, FlowId flow) {}
