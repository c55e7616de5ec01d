package dev.cordon.policy;

/**
 * Who calls whom for what.
 *
 * @param from the caller
 * @param to the target
 * @param operations which of the target's operations
 */
public record Edge(Party from, Party to, Operations operations) {}
