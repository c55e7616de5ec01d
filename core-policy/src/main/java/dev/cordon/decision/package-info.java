/** The decision: one pure function from snapshot, request and instant to allow or deny with a reason. */
@NullMarked
package dev.cordon.decision;

import org.jspecify.annotations.NullMarked;
