/** IP addresses and CIDR blocks as values: parsed without any name lookup, compared without allocation. */
@NullMarked
package dev.cordon.network;

import org.jspecify.annotations.NullMarked;
