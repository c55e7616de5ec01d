/** Nearly sound texts for readers, and the watch over what reading them takes. */
@org.jspecify.annotations.NullMarked
package dev.cordon.fuzz;
