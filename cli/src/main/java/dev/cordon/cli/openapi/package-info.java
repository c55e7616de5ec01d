/** The operations that OpenAPI 3.0 and 3.1 documents list. */
@NullMarked
package dev.cordon.cli.openapi;

import org.jspecify.annotations.NullMarked;
