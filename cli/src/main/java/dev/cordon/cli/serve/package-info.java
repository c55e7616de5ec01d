/** The forward-auth server as a command. */
@NullMarked
package dev.cordon.cli.serve;

import org.jspecify.annotations.NullMarked;
