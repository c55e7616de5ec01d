/** Decisions and token checks against other engines, on the workload of three sizes, in one run. */
package dev.cordon.benchmarks;
