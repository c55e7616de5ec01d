/** The use cases that hosts call: refresh, decide, settle, record. */
@NullMarked
package dev.cordon.gate;

import org.jspecify.annotations.NullMarked;
