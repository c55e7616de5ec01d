/** What the control plane keeps, in one DynamoDB table: the only package that knows how entries lie in it. */
@NullMarked
package dev.cordon.aws.store.table;

import org.jspecify.annotations.NullMarked;
