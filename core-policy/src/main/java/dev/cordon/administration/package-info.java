/** What the operators of a token service ask of it and tell it: what was handed out, credentials, keys, revocations. */
@NullMarked
package dev.cordon.administration;

import org.jspecify.annotations.NullMarked;
