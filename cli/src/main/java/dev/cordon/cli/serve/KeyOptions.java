package dev.cordon.cli.serve;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.InputFiles;
import dev.cordon.token.DpopNonces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The keys that the server works with, beside those that sign bundles. */
final class KeyOptions {

    private static final long LARGEST_NONCE_KEY = 4096;

    @Option(
            names = "--jwks",
            paramLabel = "ISSUER=FILE",
            description = "an issuer's public keys, by the policy's name of it; repeat for each issuer")
    private Map<String, Path> jwks = new LinkedHashMap<>();

    @Option(names = "--client-ca", paramLabel = "FILE", description = "trust anchors of client certificates (PEM)")
    private Optional<Path> clientCa = Optional.empty();

    @Option(
            names = "--context-key",
            paramLabel = "FILE",
            description = "sign what services are told of a call (private JWK: EdDSA or ES256)")
    private Optional<Path> contextKey = Optional.empty();

    @Option(
            names = "--dpop-nonce",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = "",
            description =
                    "demand nonces in DPoP proofs, of this process or of a shared key: a file of 32 random bytes or"
                            + " more")
    private Optional<String> dpopNonce = Optional.empty();

    /** The files of issuers' public keys by the policy's names of issuers. */
    Map<String, Path> issuers() {
        return jwks;
    }

    /** The file of trust anchors of client certificates. */
    Optional<Path> clientAuthorities() {
        return clientCa;
    }

    /**
     * The trust anchors of client certificates in a file. Text around them is ignored, so its encoding must not matter.
     *
     * @throws CommandException where it can't be used
     */
    static ClientTrust clients(Path file) throws CommandException {
        try {
            return ClientTrust.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw CommandException.badInput("trust anchors `" + file + "` can't be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("trust anchors `" + file + "`: " + e.getMessage());
        }
    }

    /** The file of the key that signs what services are told. */
    Optional<Path> contextKey() {
        return contextKey;
    }

    /** The file of the key that DPoP nonces are made with; an empty name for a key of this process. */
    Optional<String> nonceKey() {
        return dpopNonce;
    }

    /**
     * The nonces made with the key in a file, or with one of this process where the name is empty.
     *
     * @throws CommandException where it can't be used
     */
    static DpopNonces nonces(String file) throws CommandException {
        try {
            byte[] key = new byte[DpopNonces.SHORTEST_KEY];
            new SecureRandom().nextBytes(key);
            return new DpopNonces(
                    file.isEmpty() ? key : InputFiles.bytes("nonce key", Path.of(file), LARGEST_NONCE_KEY));
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("nonce key `" + file + "`: " + e.getMessage());
        }
    }
}
