/** Bundles: canonical JSON, revision, signature. The only package that knows the JSON parser. */
@NullMarked
package dev.cordon.document;

import org.jspecify.annotations.NullMarked;
