/** The forward-auth server: the policy core's decisions for a proxy that asks before it lets a call through. */
@NullMarked
package dev.cordon.mesh;

import org.jspecify.annotations.NullMarked;
