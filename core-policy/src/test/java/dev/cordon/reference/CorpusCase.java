package dev.cordon.reference;

/**
 * A question with its answer.
 *
 * @param name what it shows, in lowercase words with hyphens
 * @param trial the question
 * @param expected the answer
 */
public record CorpusCase(String name, Trial trial, Verdict expected) {}
