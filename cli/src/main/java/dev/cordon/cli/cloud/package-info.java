/** What is done to one cloud alone. */
@NullMarked
package dev.cordon.cli.cloud;

import org.jspecify.annotations.NullMarked;
