/** Scripts by which shells complete {@code cordon}'s commands and options. */
@NullMarked
package dev.cordon.cli.completion;

import org.jspecify.annotations.NullMarked;
