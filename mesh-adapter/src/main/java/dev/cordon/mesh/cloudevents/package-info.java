/** Events of services, and of their credentials, as CloudEvents 1.0 over HTTP. */
@NullMarked
package dev.cordon.mesh.cloudevents;

import org.jspecify.annotations.NullMarked;
