/**
 * How bundles and issuers' keys are published in a cloud, and how an enforcement point makes its snapshot of what is
 * published there. Stores are ports; each cloud has its own.
 */
@NullMarked
package dev.cordon.publication;

import org.jspecify.annotations.NullMarked;
