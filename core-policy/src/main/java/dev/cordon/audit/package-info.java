/** The record of a decision, its JSON form, and the port by which records leave. */
@NullMarked
package dev.cordon.audit;

import org.jspecify.annotations.NullMarked;
