/** Tokens: verification, minting, keys and proof of possession. The only package that knows JOSE. */
@NullMarked
package dev.cordon.token;

import org.jspecify.annotations.NullMarked;
