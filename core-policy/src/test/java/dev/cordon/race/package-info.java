/** Threads that do the same at the same moment. */
package dev.cordon.race;
