/**
 * Decisions asked for by the Authorization API 1.0 of OpenID AuthZEN: its requests and answers, whoever carries them.
 */
@NullMarked
package dev.cordon.authzen;

import org.jspecify.annotations.NullMarked;
