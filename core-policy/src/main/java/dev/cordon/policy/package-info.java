/** The policy as validated immutable values: segments, services, operations, flows, forbids, conditions. */
@NullMarked
package dev.cordon.policy;

import org.jspecify.annotations.NullMarked;
