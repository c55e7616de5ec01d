/** What a cloud brings to the command line. */
@NullMarked
package dev.cordon.cloud;

import org.jspecify.annotations.NullMarked;
