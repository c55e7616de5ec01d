package dev.cordon.cli.policy;

import dev.cordon.policy.Issuer;
import dev.cordon.policy.TokenKind;
import java.util.BitSet;
import java.util.Optional;

/**
 * An issuer as written.
 *
 * @param name its name
 * @param kind whose tokens
 * @param speaksFor the numbers of the services it may speak for
 * @param issuer what it says, where that is right
 */
record IssuerDraft(String name, TokenKind kind, BitSet speaksFor, Optional<Issuer> issuer) {}
