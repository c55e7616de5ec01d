/** Services as they live, beyond the policy: the registry that a snapshot carries. */
@NullMarked
package dev.cordon.registry;

import org.jspecify.annotations.NullMarked;
