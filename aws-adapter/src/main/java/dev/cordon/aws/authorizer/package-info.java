/** From an event to a request of the core, and from its answer to the bytes that API Gateway carries out. */
@NullMarked
package dev.cordon.aws.authorizer;

import org.jspecify.annotations.NullMarked;
