package dev.cordon.cli.yaml;

/**
 * Something wrong at a place of a file.
 *
 * @param fault what kind of thing
 * @param at where
 * @param message the fault's sentence, gaps filled
 */
public record Finding(Fault fault, Position at, String message) {}
