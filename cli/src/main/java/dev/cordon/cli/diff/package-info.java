/** Compares policies by what they allow. */
@NullMarked
package dev.cordon.cli.diff;

import org.jspecify.annotations.NullMarked;
