/** What an enforcement point tells the service behind it about a call that it let through, signed. */
@NullMarked
package dev.cordon.upstream;

import org.jspecify.annotations.NullMarked;
