/** The Authorization API of OpenID AuthZEN over HTTP: any gateway that speaks it can ask. */
@NullMarked
package dev.cordon.mesh.authzen;

import org.jspecify.annotations.NullMarked;
