/**
 * What stores keep, as texts: whichever store it is, an entry has one form. Numbers and times are texts in it, so that
 * the largest are exact.
 */
@NullMarked
package dev.cordon.entry;

import org.jspecify.annotations.NullMarked;
