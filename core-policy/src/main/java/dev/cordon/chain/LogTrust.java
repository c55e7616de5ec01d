package dev.cordon.chain;

import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import java.util.Optional;

/**
 * What a log is verified by.
 *
 * @param keys the only keys that may have signed it; empty where signatures are not looked at
 * @param signatures what checks them
 * @param head how far it had come; empty where that is not known
 */
public record LogTrust(Optional<JsonWebKeys> keys, SignatureProvider signatures, Optional<LogHead> head) {}
