package dev.cordon.request;

import java.util.Optional;

/**
 * That somebody else asks about a call than the host of the decision itself: an enforcement point that was
 * authenticated, as the policy's decision about its own request.
 *
 * @param point the service as which it asks
 * @param subject whom it says to be the caller; what the call shows must say the same
 */
public record Asking(String point, Optional<String> subject) {}
