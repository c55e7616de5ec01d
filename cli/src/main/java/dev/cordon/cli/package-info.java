/** The command line: what all commands share. */
@NullMarked
package dev.cordon.cli;

import org.jspecify.annotations.NullMarked;
