package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;
import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.YamlNode;
import java.util.Collection;

/** Where the readers of a policy file report what is wrong with it. */
record Report(Findings findings, Suggestions suggestions) {

    void add(Fault fault, Position at, Object... gaps) {
        findings.add(fault, at, gaps);
    }

    /** Reports a name that nothing has. */
    void unknown(String kind, YamlNode.Scalar name, Collection<String> known) {
        add(PolicyFault.UNKNOWN_NAME, name.at(), our(kind), name.text(), suggestions.of(name.text(), known));
    }

    /** Words of ours for a gap. */
    static Fault.Words our(Object words) {
        return new Fault.Words(words.toString());
    }
}
