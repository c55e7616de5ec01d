/** The workload that speed is measured with: policies of three sizes, the same on every run. */
@NullMarked
package dev.cordon.workload;

import org.jspecify.annotations.NullMarked;
