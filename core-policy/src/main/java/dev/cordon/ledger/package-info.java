/** What was handed out: every token and key, who answers for it, and when it was used for what. */
@NullMarked
package dev.cordon.ledger;

import org.jspecify.annotations.NullMarked;
