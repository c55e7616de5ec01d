package dev.cordon.ledger;

import java.time.Instant;

/**
 * Uses of one thing for one operation since they were told last.
 *
 * @param <I> what things are known by
 * @param id what was used
 * @param operation what it was used for, such as {@code POST /charges}
 * @param at the latest of them
 * @param count how many, from 1
 */
public record Use<I>(I id, String operation, Instant at, long count) {}
