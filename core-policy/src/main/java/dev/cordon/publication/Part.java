package dev.cordon.publication;

import java.time.Instant;
import java.util.Optional;

/**
 * One object as it was loaded.
 *
 * @param value what it says
 * @param sequence which publication it is
 * @param validUntil the instant from which it must not be used
 * @param version the store's name of its bytes; empty where there was nothing to read
 */
record Part<T>(T value, long sequence, Instant validUntil, Optional<String> version) {}
