/** What operators ask of the token service's store and tell it: tokens, credentials, keys, revocations, backups. */
@NullMarked
package dev.cordon.cli.store;

import org.jspecify.annotations.NullMarked;
