/** What operators ask of the embedded store and tell it, while its service runs and while it does not. */
@NullMarked
package dev.cordon.mesh.admin;

import org.jspecify.annotations.NullMarked;
