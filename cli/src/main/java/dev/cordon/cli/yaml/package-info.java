/** YAML 1.2 as a tree whose every node knows its place, and findings at such places. */
@NullMarked
package dev.cordon.cli.yaml;

import org.jspecify.annotations.NullMarked;
