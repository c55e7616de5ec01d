/** What the token service keeps, in one file beside it: the only package that knows how the file is written. */
@NullMarked
package dev.cordon.mesh.store;

import org.jspecify.annotations.NullMarked;
