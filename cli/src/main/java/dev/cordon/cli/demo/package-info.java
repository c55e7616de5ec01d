/** The demonstration: two services, the enforcement in front of them, and real calls. */
@NullMarked
package dev.cordon.cli.demo;

import org.jspecify.annotations.NullMarked;
