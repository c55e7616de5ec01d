/** How a service's credential is replaced: the life of each generation, and what is to be done for it next. */
@NullMarked
package dev.cordon.rotation;

import org.jspecify.annotations.NullMarked;
