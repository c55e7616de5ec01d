/** Writing a log whose lines are chained, in files that follow one another or to a stream. */
@NullMarked
package dev.cordon.mesh.log;

import org.jspecify.annotations.NullMarked;
