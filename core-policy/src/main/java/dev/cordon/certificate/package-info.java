/** Client certificates that a proxy or gateway passes on, verified against trust anchors of our own. */
@NullMarked
package dev.cordon.certificate;

import org.jspecify.annotations.NullMarked;
