package dev.cordon.document;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads issuers, member by member in canonical order. */
final class IssuerReader {

    private final JsonReader json;
    private final ValueReader values;
    private final ConditionReader conditions;

    IssuerReader(ValueReader values, ConditionReader conditions) {
        this.json = values.json();
        this.values = values;
        this.conditions = conditions;
    }

    Issuer read(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        List<SignatureAlgorithm> algorithms = values.list("algorithms", () -> values.word(SignatureAlgorithm.values()));
        ClaimMapping claims = json.optional("claims") ? values.valid(this::claims) : ClaimMapping.STANDARD;
        String iss = values.text("iss");
        Optional<KeySource> keys = json.optional("keys") ? Optional.of(values.valid(this::source)) : Optional.empty();
        TokenKind kind = values.word("kind", TokenKind.values());
        IssuerName name = new IssuerName(values.text("name"));
        List<Party> speaksFor = values.list("speaksFor", catalog::party);
        json.endObject();
        Issuer issuer = new Issuer(name, iss, kind, algorithms, speaksFor, claims, keys);
        values.requireKept(algorithms, issuer.algorithms());
        return issuer;
    }

    private ClaimMapping claims() throws InvalidDocumentException {
        json.beginObject();
        SortedMap<String, ServiceName> callers = aliases("callers");
        json.required("names");
        ClaimNames names = names();
        SortedMap<String, ClaimValue> required = sorted(values.list("required", this::required));
        SortedMap<String, ServiceName> targets = aliases("targets");
        List<TokenPart> without = values.list("without", () -> values.word(TokenPart.values()));
        json.endObject();
        ClaimMapping claims = new ClaimMapping(names, new ClaimMapping.Aliases(callers, targets), required, without);
        values.requireKept(without, claims.without());
        if (claims.isStandard()) {
            throw json.wrong("`claims` as the standard has them are left out");
        }
        return claims;
    }

    private SortedMap<String, ServiceName> aliases(String member) throws InvalidDocumentException {
        return sorted(values.list(member, () -> {
            json.beginObject();
            String alias = values.text("alias");
            ServiceName service = new ServiceName(values.text("service"));
            json.endObject();
            return Map.entry(alias, service);
        }));
    }

    private Map.Entry<String, ClaimValue> required() throws InvalidDocumentException {
        json.beginObject();
        String claim = values.text("claim");
        json.required("value");
        ClaimValue value = conditions.scalar();
        json.endObject();
        return Map.entry(claim, value);
    }

    /** Entries in the order of their keys, each key once: any other order would be a second form of one policy. */
    private <V> SortedMap<String, V> sorted(List<Map.Entry<String, V>> entries) throws InvalidDocumentException {
        SortedMap<String, V> map = new TreeMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        values.requireKept(entries.stream().map(Map.Entry::getKey).toList(), List.copyOf(map.keySet()));
        return map;
    }

    private ClaimNames names() throws InvalidDocumentException {
        json.beginObject();
        String caller = values.text("caller");
        String groups = values.text("groups");
        String id = values.text("id");
        String roles = values.text("roles");
        String scopes = values.text("scopes");
        json.endObject();
        return new ClaimNames(caller, scopes, roles, groups, id);
    }

    private KeySource source() throws InvalidDocumentException {
        json.beginObject();
        List<String> hosts = values.list("hosts", json::text);
        Optional<KeyUrl> jwks = json.optional("jwks") ? Optional.of(url(json.text())) : Optional.empty();
        List<String> privateHosts = values.list("privateHosts", json::text);
        json.endObject();
        KeySource source = new KeySource(jwks, hosts, privateHosts);
        values.requireKept(hosts, source.hosts());
        values.requireKept(privateHosts, source.privateHosts());
        return source;
    }

    private KeyUrl url(String text) throws InvalidDocumentException {
        KeyUrl url = KeyUrl.parse(text).orElseThrow(() -> json.wrong("`" + text + "` is no `https` URL of keys"));
        if (!url.toString().equals(text)) {
            throw json.wrong("`" + text + "` is written `" + url + "`");
        }
        return url;
    }
}
