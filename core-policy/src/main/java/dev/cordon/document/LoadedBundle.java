package dev.cordon.document;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;

/**
 * A bundle that passed every check.
 *
 * @param policy what to decide by
 * @param revision which policy that is
 */
public record LoadedBundle(CompiledPolicy policy, PolicyRevision revision) {}
