/** Events of services as CloudEvents 1.0 over HTTP. */
@NullMarked
package dev.cordon.mesh.cloudevents;

import org.jspecify.annotations.NullMarked;
