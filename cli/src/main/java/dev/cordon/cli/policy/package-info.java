/** Policy files: from YAML over a positioned draft to the valid policy, or to all that is wrong with the file. */
@NullMarked
package dev.cordon.cli.policy;

import org.jspecify.annotations.NullMarked;
