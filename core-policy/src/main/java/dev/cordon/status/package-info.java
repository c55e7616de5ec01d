/** What is published of tokens' statuses, and what a service makes of it: Token Status Lists. */
@NullMarked
package dev.cordon.status;

import org.jspecify.annotations.NullMarked;
