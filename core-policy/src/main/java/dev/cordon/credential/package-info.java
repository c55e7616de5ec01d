/** What services obtain tokens with: each generation of it, and the ledger that keeps them. */
@NullMarked
package dev.cordon.credential;

import org.jspecify.annotations.NullMarked;
