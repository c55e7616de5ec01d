package dev.cordon.decision;

/**
 * One finding on the way to a decision.
 *
 * @param step where it was found
 * @param finding what was found, in a lowercase line for operators, without secrets
 */
public record TraceLine(Step step, String finding) {}
