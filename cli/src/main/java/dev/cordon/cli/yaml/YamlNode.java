package dev.cordon.cli.yaml;

import java.util.List;
import java.util.Optional;

/** A node of a YAML document. A node that an alias repeats is one object in several places. */
public sealed interface YamlNode {

    /** Where the node starts. */
    Position at();

    /**
     * A scalar.
     *
     * @param text its text, quotes and escapes resolved
     * @param kind what the core schema of YAML 1.2 (§10.3) reads in it
     * @param quoted whether it is written in quotes or as a block, and so is text for sure
     */
    record Scalar(String text, ScalarKind kind, boolean quoted, Position at) implements YamlNode {}

    /** A list. */
    record Sequence(List<YamlNode> items, Position at) implements YamlNode {}

    /** A mapping; each key is there once. */
    record Mapping(List<Entry> entries, Position at) implements YamlNode {

        /** The value of a key. */
        public Optional<YamlNode> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {}

    /** What the node is, in words: {@code a list}, {@code the number `1`}. */
    default Fault.Words described() {
        if (this instanceof Scalar scalar) {
            return new Fault.Words(scalar.kind().described(scalar.text()));
        }
        return new Fault.Words(this instanceof Sequence ? "a list" : "a mapping");
    }
}
