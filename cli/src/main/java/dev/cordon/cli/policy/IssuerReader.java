package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.Party;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads issuers. */
final class IssuerReader {

    private static final int LONGEST = 512;
    private static final String ALL = "all";

    private final Report report;
    private final Landscape landscape;
    private final Map<String, String> taken = new HashMap<>();

    IssuerReader(Report report, Landscape landscape) {
        this.report = report;
        this.landscape = landscape;
    }

    /** An issuer as far as it is right. */
    Optional<IssuerDraft> read(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        if (!IssuerName.isValid(name.text())) {
            report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("issuer"));
            return Optional.empty();
        }
        return Fields.of(entry.value()).map(fields -> read(name.text(), fields));
    }

    private IssuerDraft read(String name, Fields fields) {
        Optional<String> iss =
                fields.text("issuer").filter(text -> isFree(text, name)).map(YamlNode.Scalar::text);
        TokenKind kind = fields.choice("tokens", List.of(TokenKind.SEGMENT, TokenKind.EXTERNAL))
                .orElse(TokenKind.SEGMENT);
        List<SignatureAlgorithm> algorithms = fields.has("algorithms")
                ? fields.texts("algorithms").stream()
                        .flatMap(word -> SignatureAlgorithm.of(word.text()).stream())
                        .toList()
                : List.of(SignatureAlgorithm.ES256);
        List<Party> parties = parties(fields);
        BitSet speaksFor = new BitSet();
        parties.forEach(party -> speaksFor.or(landscape.members(party)));
        Optional<Issuer> issuer = iss.filter(text -> !algorithms.isEmpty() && !parties.isEmpty())
                .map(text -> new Issuer(new IssuerName(name), text, kind, algorithms, parties));
        Optional<Issuer> whole = kind == TokenKind.EXTERNAL
                ? external(name, fields, speaksFor, issuer)
                : issuer.filter(segment -> isPlain(fields));
        return new IssuerDraft(name, kind, speaksFor, whole);
    }

    private Optional<Issuer> external(String name, Fields fields, BitSet speaksFor, Optional<Issuer> plain) {
        ClaimMapping claims = fields.block("claims")
                .map(block -> new ClaimMappingReader(report, landscape).read(name, block, speaksFor))
                .orElse(ClaimMapping.STANDARD);
        Optional<KeySource> keys = new KeySourceReader(report).read(fields);
        return plain.map(issuer -> issuer.readAs(claims, keys));
    }

    private boolean isPlain(Fields fields) {
        List<String> odd = Stream.of("claims", "keys").filter(fields::has).toList();
        odd.forEach(key -> report.add(PolicyFault.EXTERNAL_ONLY, fields.at(key), key));
        return odd.isEmpty();
    }

    private boolean isFree(YamlNode.Scalar iss, String name) {
        String text = iss.text();
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            report.add(PolicyFault.ISS, iss.at(), text);
            return false;
        }
        String first = taken.putIfAbsent(text, name);
        if (first != null) {
            report.add(PolicyFault.ISS_TAKEN, iss.at(), text, first);
        }
        return first == null;
    }

    private List<Party> parties(Fields fields) {
        if (fields.text("services").filter(word -> word.text().equals(ALL)).isPresent()) {
            return landscape.allSegments();
        }
        return fields.texts("services").stream()
                .flatMap(name -> landscape.party(name, report).stream())
                .toList();
    }
}
