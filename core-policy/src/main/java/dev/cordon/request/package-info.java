/** What is being attempted, already normalised: target, path, and the evidence the caller showed. */
@NullMarked
package dev.cordon.request;

import org.jspecify.annotations.NullMarked;
