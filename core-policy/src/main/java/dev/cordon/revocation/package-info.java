/** What kills a token, a chain, a credential, a service or a segment, from an instant on. */
@NullMarked
package dev.cordon.revocation;

import org.jspecify.annotations.NullMarked;
