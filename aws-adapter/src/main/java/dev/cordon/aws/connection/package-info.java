/**
 * WebSocket connections that API Gateway holds open: what is noted of each before it opens, and how those are closed
 * whose callers were revoked since.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">What
 *     API Gateway tells of a connection</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">How
 *     one is closed</a>
 */
@NullMarked
package dev.cordon.aws.connection;

import org.jspecify.annotations.NullMarked;
