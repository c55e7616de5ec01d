/** Services as they live, beyond the policy: what happens to them, what is known of them, what a snapshot carries. */
@NullMarked
package dev.cordon.registry;

import org.jspecify.annotations.NullMarked;
