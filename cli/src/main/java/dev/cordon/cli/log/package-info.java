/** Commands that read decision logs. */
@NullMarked
package dev.cordon.cli.log;

import org.jspecify.annotations.NullMarked;
