/** The keys that external issuers publish: how they are fetched, and how snapshots get them. */
@NullMarked
package dev.cordon.mesh.issuer;

import org.jspecify.annotations.NullMarked;
