package dev.cordon.aws.store.table;

/**
 * An entry as it was read.
 *
 * @param id its id among those of its kind
 * @param text what it says
 */
record Entry(String id, String text) {}
