/**
 * What API Gateway keeps of authorizers' answers, and how it is made to forget it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html">Of REST APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html">Of
 *     HTTP APIs</a>
 */
@NullMarked
package dev.cordon.aws.cache;

import org.jspecify.annotations.NullMarked;
