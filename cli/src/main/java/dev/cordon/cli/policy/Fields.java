package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.ScalarKind;
import dev.cordon.cli.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * The values of a mapping. One that does not have the form it must have is as good as absent: {@link FormCheck} has
 * said so already.
 */
record Fields(YamlNode.Mapping mapping) {

    static Optional<Fields> of(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping ? Optional.of(new Fields(mapping)) : Optional.empty();
    }

    Position at() {
        return mapping.at();
    }

    boolean has(String key) {
        return mapping.get(key).isPresent();
    }

    /** Where a value stands, or else the whole mapping. */
    Position at(String key) {
        return mapping.get(key).map(YamlNode::at).orElse(mapping.at());
    }

    Optional<YamlNode.Scalar> text(String key) {
        return mapping.get(key).flatMap(Fields::scalar);
    }

    /** The scalars of a list. */
    List<YamlNode.Scalar> texts(String key) {
        return list(key).stream().flatMap(node -> scalar(node).stream()).toList();
    }

    Optional<Fields> block(String key) {
        return mapping.get(key).flatMap(Fields::of);
    }

    /** The mappings of a list. */
    List<Fields> blocks(String key) {
        return list(key).stream().flatMap(node -> of(node).stream()).toList();
    }

    /** The entries of a mapping whose keys the author chooses. */
    List<YamlNode.Entry> entries(String key) {
        List<YamlNode.Entry> entries =
                block(key).map(fields -> fields.mapping.entries()).orElse(List.of());
        return entries.stream()
                .filter(entry -> !entry.key().text().equals(FormCheck.MERGE))
                .toList();
    }

    /** The constant whose words stand there. */
    <E extends Enum<E>> Optional<E> choice(String key, List<E> constants) {
        return text(key)
                .flatMap(word -> constants.stream()
                        .filter(constant -> constant.toString().equals(word.text()))
                        .findFirst());
    }

    /** The constants whose words are in a list. */
    <E extends Enum<E>> List<E> choices(String key, List<E> constants) {
        List<String> words = texts(key).stream().map(YamlNode.Scalar::text).toList();
        return constants.stream()
                .filter(constant -> words.contains(constant.toString()))
                .toList();
    }

    private List<YamlNode> list(String key) {
        return mapping.get(key).orElse(mapping) instanceof YamlNode.Sequence list ? list.items() : List.of();
    }

    private static Optional<YamlNode.Scalar> scalar(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.kind() != ScalarKind.NOTHING
                ? Optional.of(scalar)
                : Optional.empty();
    }
}
