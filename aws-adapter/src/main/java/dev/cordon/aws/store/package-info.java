/**
 * What is published, in S3 and DynamoDB, and keys in KMS: AWS's clients stay in this package, set up so that they start
 * fast and give up soon.
 */
@NullMarked
package dev.cordon.aws.store;

import org.jspecify.annotations.NullMarked;
