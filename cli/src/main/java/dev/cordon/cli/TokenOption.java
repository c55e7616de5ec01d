package dev.cordon.cli;

import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a token comes from, and the keys to check it with. A token is a secret: it is never an argument itself. */
public final class TokenOption {

    @Option(
            names = "--token",
            paramLabel = "none|-|@FILE",
            description = "no token, one from standard input, or one from a file")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--jwks",
            paramLabel = "ISSUER=FILE",
            description = "an issuer's public keys, by the policy's name of it; repeat for each issuer")
    private Map<String, String> jwks = new LinkedHashMap<>();

    /** For picocli. */
    public TokenOption() {}

    /** Whether the call is to be made without a token. */
    public boolean isNone() {
        return token.filter("none"::equals).isPresent();
    }

    /**
     * The token to check, or empty where none was named.
     *
     * @throws CommandException where it can't be read, or stands on the command line
     */
    public Optional<PresentedToken> read(Console console) throws CommandException {
        if (token.isEmpty() || isNone()) {
            return Optional.empty();
        }
        return Optional.of(PresentedToken.bearer(InputFiles.secret(console, "a token", "--token", token.get())));
    }

    /**
     * The ring of the keys that were named.
     *
     * @throws CommandException where a file can't be used or an issuer is not the policy's
     */
    public KeyRing keyRing(Policy policy) throws CommandException {
        return keyRing(policy, jwks);
    }

    /**
     * The ring of the keys in these files.
     *
     * @param files file names by the policy's names of issuers
     * @throws CommandException where a file can't be used or an issuer is not the policy's
     */
    public static KeyRing keyRing(Policy policy, Map<String, String> files) throws CommandException {
        Map<IssuerName, JsonWebKeys> keys = new HashMap<>();
        for (Map.Entry<String, String> entry : files.entrySet()) {
            Issuer issuer = policy.issuers().stream()
                    .filter(one -> one.name().text().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> CommandException.badInput("the policy has no issuer `" + entry.getKey() + "`"));
            keys.put(issuer.name(), keys(entry.getValue()));
        }
        return KeyRing.of(policy.issuers(), keys);
    }

    /**
     * The public keys in a file.
     *
     * @throws CommandException where it can't be used
     */
    public static JsonWebKeys keys(String file) throws CommandException {
        byte[] bytes = InputFiles.bytes("key set", Path.of(file), 1 << 20);
        try {
            return JsonWebKeys.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidKeyFileException e) {
            throw CommandException.badInput("key set `" + file + "`: " + e.getMessage());
        }
    }
}
