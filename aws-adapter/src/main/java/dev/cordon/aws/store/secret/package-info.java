/** The vault of services' secrets in Secrets Manager. */
@NullMarked
package dev.cordon.aws.store.secret;

import org.jspecify.annotations.NullMarked;
