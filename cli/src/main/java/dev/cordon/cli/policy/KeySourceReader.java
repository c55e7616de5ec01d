package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.HostName;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import java.util.List;
import java.util.Optional;

/** Reads where an external issuer's keys are. */
final class KeySourceReader {

    private final Report report;

    KeySourceReader(Report report) {
        this.report = report;
    }

    /** The source that an issuer's {@code keys} describe, where it is right. */
    Optional<KeySource> read(Fields issuer) {
        if (!issuer.has("keys")) {
            return Optional.empty();
        }
        Optional<Fields> block = issuer.block("keys");
        Optional<YamlNode.Scalar> written = block.flatMap(keys -> keys.text("jwks"));
        Optional<KeyUrl> jwks = written.flatMap(url -> KeyUrl.parse(url.text()));
        if (written.isPresent() && jwks.isEmpty()) {
            report.add(PolicyFault.KEY_URL, written.get().at(), written.get().text());
            return Optional.empty();
        }
        Optional<YamlNode.Scalar> iss = issuer.text("issuer");
        boolean found = jwks.isPresent()
                || iss.flatMap(text -> KeyUrl.parse(text.text())).isPresent();
        if (!found) {
            iss.ifPresent(text -> report.add(PolicyFault.NOTHING_TO_DISCOVER, issuer.at("keys"), text.text()));
            return Optional.empty();
        }
        return Optional.of(new KeySource(jwks, hosts(block, "hosts"), hosts(block, "private-hosts")));
    }

    private List<String> hosts(Optional<Fields> block, String key) {
        return block.map(fields -> fields.texts(key)).orElse(List.of()).stream()
                .filter(this::isHost)
                .map(YamlNode.Scalar::text)
                .toList();
    }

    private boolean isHost(YamlNode.Scalar host) {
        if (!HostName.isValid(host.text())) {
            report.add(PolicyFault.HOST, host.at(), host.text());
            return false;
        }
        return true;
    }
}
