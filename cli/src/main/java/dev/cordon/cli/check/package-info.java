/** Commands that ask what a policy says: validate, test, check. */
@NullMarked
package dev.cordon.cli.check;

import org.jspecify.annotations.NullMarked;
