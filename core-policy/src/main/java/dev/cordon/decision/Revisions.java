package dev.cordon.decision;

/**
 * All that a decision was made from, by revision.
 *
 * @param policy the policy bundle
 * @param registry the service registry
 * @param revocations the revocation list
 * @param keys the key ring, and the API keys where there are any
 */
public record Revisions(PolicyRevision policy, long registry, long revocations, String keys) {}
