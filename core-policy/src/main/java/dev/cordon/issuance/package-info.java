/** Which tokens are made, for whom and with which keys. */
@NullMarked
package dev.cordon.issuance;

import org.jspecify.annotations.NullMarked;
