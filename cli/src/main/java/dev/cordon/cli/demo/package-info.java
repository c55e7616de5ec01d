/** The demonstration: three services, the enforcement and a token service in front of them, and real calls. */
@NullMarked
package dev.cordon.cli.demo;

import org.jspecify.annotations.NullMarked;
