package dev.cordon.cli.policy;

import java.util.List;

/**
 * What a part of a policy file must look like. The checks of {@link FormCheck} and the JSON Schema both come from it.
 */
sealed interface Form {

    /** Text in some notation. */
    record Text(Notation notation) implements Form {}

    /** One of these words. */
    record Choice(List<String> words) implements Form {}

    /** The number of the format. */
    record Version() implements Form {}

    /** What a claim is compared with: text, a whole number or a boolean. */
    record Value() implements Form {}

    /** A list. */
    record Items(Form item, boolean mayBeEmpty) implements Form {}

    /** A mapping from names that the author chooses. */
    record Named(String entry, Form value) implements Form {}

    /**
     * A mapping with keys that are known.
     *
     * @param title what it describes, with its article
     * @param keys its keys
     * @param single whether exactly one of them must be there
     */
    record Block(String title, List<Key> keys, boolean single) implements Form {
        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /** A word, or something else that is no scalar. */
    record Either(Choice word, Form other) implements Form {}

    /**
     * A key of a block.
     *
     * @param meaning what it says, for editors
     */
    record Key(String name, boolean required, Form form, String meaning) {}

    /** What to write, in words. */
    default String described() {
        if (this instanceof Text text) {
            return text.notation().words();
        } else if (this instanceof Choice choice) {
            return choice.words().size() == 1
                    ? "`" + choice.words().get(0) + "`"
                    : "one of `" + String.join("`, `", choice.words()) + "`";
        } else if (this instanceof Either either) {
            return either.word().described() + " or " + either.other().described();
        } else if (this instanceof Items) {
            return "a list";
        } else if (this instanceof Version) {
            return "the number `1`";
        }
        return this instanceof Value ? "text, a whole number or a boolean" : "a mapping";
    }

    /** An example of it. */
    default String example() {
        if (this instanceof Text text) {
            return text.notation().example();
        } else if (this instanceof Choice choice) {
            return choice.words().get(0);
        } else if (this instanceof Either either) {
            return either.word().example();
        } else if (this instanceof Items items) {
            return "[" + items.item().example() + "]";
        }
        return this instanceof Version ? "1" : this instanceof Value ? "text" : "{ ... }";
    }
}
