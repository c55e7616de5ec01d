/**
 * What follows from the events of services: they register, their credentials rotate, and what they had ends with them.
 */
@NullMarked
package dev.cordon.lifecycle;

import org.jspecify.annotations.NullMarked;
