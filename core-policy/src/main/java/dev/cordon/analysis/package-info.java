/** What people ask of a policy before and after calls are made. No enforcement point uses it at run time. */
@NullMarked
package dev.cordon.analysis;

import org.jspecify.annotations.NullMarked;
