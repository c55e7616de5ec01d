/** When to ask external issuers for their keys, and how long what they said counts. */
@NullMarked
package dev.cordon.discovery;

import org.jspecify.annotations.NullMarked;
