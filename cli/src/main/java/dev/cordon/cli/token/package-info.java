/** Commands on tokens. */
@NullMarked
package dev.cordon.cli.token;

import org.jspecify.annotations.NullMarked;
