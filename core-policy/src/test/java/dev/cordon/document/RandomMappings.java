package dev.cordon.document;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenPart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a policy may say of external issuers, at random. */
final class RandomMappings {

    private static final List<String> NAMES = List.of("jti", "cognito:groups", "scp", "azp", "\"q\"\\");
    private static final List<ClaimValue> VALUES =
            List.of(new ClaimValue.Text("access"), new ClaimValue.Flag(false), new ClaimValue.Whole(Long.MAX_VALUE));

    private final SplittableRandom random;

    RandomMappings(SplittableRandom random) {
        this.random = random;
    }

    /** The issuer, and where it is an external one perhaps something more of it. */
    Issuer more(Issuer issuer, ServiceName service) {
        if (issuer.kind() != TokenKind.EXTERNAL) {
            return issuer;
        }
        ClaimMapping mapping = random.nextBoolean() ? ClaimMapping.STANDARD : mapping(service);
        return issuer.readAs(mapping, random.nextBoolean() ? Optional.empty() : Optional.of(source()));
    }

    private ClaimMapping mapping(ServiceName service) {
        SortedMap<String, ClaimValue> required = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            required.put(name(), VALUES.get(random.nextInt(VALUES.size())));
        }
        List<TokenPart> without = Arrays.stream(TokenPart.values())
                .filter(part -> random.nextBoolean() && (part != TokenPart.TYP || !required.isEmpty()))
                .toList();
        return new ClaimMapping(
                new ClaimNames(name(), name(), name(), name(), name()),
                new ClaimMapping.Aliases(aliases(service), aliases(service)),
                required,
                without);
    }

    private SortedMap<String, ServiceName> aliases(ServiceName service) {
        SortedMap<String, ServiceName> aliases = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            aliases.put("é " + random.nextInt(9), service);
        }
        return aliases;
    }

    private KeySource source() {
        Optional<KeyUrl> jwks =
                random.nextBoolean() ? Optional.empty() : KeyUrl.parse("https://idp.example:8443/a/keys?v=1");
        return new KeySource(
                jwks,
                random.nextBoolean() ? List.of() : List.of("keys.example", "a.example"),
                random.nextBoolean() ? List.of() : List.of("idp.example"));
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
