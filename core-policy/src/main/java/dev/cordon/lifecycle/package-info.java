/** Services as they live: the registry that a snapshot carries. */
@NullMarked
package dev.cordon.lifecycle;

import org.jspecify.annotations.NullMarked;
