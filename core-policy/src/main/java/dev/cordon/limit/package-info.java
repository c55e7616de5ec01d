/** Rate limits and their counters. */
@NullMarked
package dev.cordon.limit;

import org.jspecify.annotations.NullMarked;
