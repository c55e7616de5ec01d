/** Commands on bundles and their keys. */
@NullMarked
package dev.cordon.cli.bundle;

import org.jspecify.annotations.NullMarked;
