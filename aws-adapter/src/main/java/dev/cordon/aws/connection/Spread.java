package dev.cordon.aws.connection;

import java.time.Duration;

/**
 * How long it takes until every authorizer knows of a change.
 *
 * @param usually while the store answers
 * @param atMost at the latest: an authorizer that does not know of it by then allows nothing
 */
public record Spread(Duration usually, Duration atMost) {}
