/** The control plane on AWS: events in, services' credentials and secrets looked after. Knows no library of AWS's. */
@NullMarked
package dev.cordon.aws.control;

import org.jspecify.annotations.NullMarked;
