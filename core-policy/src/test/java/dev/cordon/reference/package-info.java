/**
 * A second mind about decisions: an evaluator that is slow and obvious, written from docs/decision.md alone, random
 * policies and calls to compare it with, and the corpus of cases that must never change their verdict.
 */
@NullMarked
package dev.cordon.reference;

import org.jspecify.annotations.NullMarked;
