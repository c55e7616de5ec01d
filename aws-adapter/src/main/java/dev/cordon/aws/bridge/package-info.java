/**
 * What EventBridge tells of services: AWS's own events, as they deploy, change and end. Nothing here calls AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">Events</a>
 */
@NullMarked
package dev.cordon.aws.bridge;

import org.jspecify.annotations.NullMarked;
