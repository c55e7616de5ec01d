/** What API Gateway asks its authorizer, one type per kind of event, read from the raw JSON. */
@NullMarked
package dev.cordon.aws.event;

import org.jspecify.annotations.NullMarked;
