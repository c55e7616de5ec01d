/** What makes a log tamper-evident: lines that are chained by hashes, signed checkpoints, and what verifies both. */
@NullMarked
package dev.cordon.chain;

import org.jspecify.annotations.NullMarked;
