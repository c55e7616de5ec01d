/** The Lambda function: its configuration, clock, log and life cycle. */
@NullMarked
package dev.cordon.aws.host;

import org.jspecify.annotations.NullMarked;
