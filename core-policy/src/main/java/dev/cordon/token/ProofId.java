package dev.cordon.token;

/**
 * What identifies a DPoP proof for replay detection (RFC 9449 §11.1).
 *
 * @param hash the SHA-256 over key thumbprint and {@code jti}
 * @param until the second since the epoch from which the proof would be refused for its age anyway
 */
public record ProofId(TokenHash hash, long until) {}
