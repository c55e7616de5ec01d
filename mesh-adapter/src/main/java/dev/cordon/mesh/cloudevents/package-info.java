/** CloudEvents over HTTP. */
@NullMarked
package dev.cordon.mesh.cloudevents;

import org.jspecify.annotations.NullMarked;
