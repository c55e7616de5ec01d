/** Services as they live: the registry that a snapshot carries, and what they obtain tokens with. */
@NullMarked
package dev.cordon.lifecycle;

import org.jspecify.annotations.NullMarked;
