package dev.cordon.decision;

/** What is known of a condition. */
enum Truth {
    HOLDS,
    FAILS,
    UNKNOWN
}
