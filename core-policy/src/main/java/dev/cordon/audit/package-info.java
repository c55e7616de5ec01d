/** The record of a decision and its JSON form. */
@NullMarked
package dev.cordon.audit;

import org.jspecify.annotations.NullMarked;
