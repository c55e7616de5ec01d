package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;

/** What can be wrong with the form of a policy file. */
enum FormFault implements Fault {
    /** A list where a mapping must be, and the like. */
    WRONG_TYPE("{} must be {}, not {}"),
    /** A number, boolean or nothing where text must be. */
    NEEDS_QUOTES("{} must be text, but YAML reads {} here: write it in quotes, `\"{}\"`"),
    /** A key without a value. */
    EMPTY_VALUE("{} has no value: write {}, such as `{}`, or remove it"),
    /** One value instead of a list. */
    NOT_A_LIST("{} must be a list: write `[{}]`"),
    /** A list without items. */
    EMPTY_LIST("{} lists nothing, so nothing can ever match: name at least one, or remove it"),
    /** A list that names something twice. */
    DUPLICATE_VALUE("`{}` stands twice in {}: keep one"),
    /** A key that does not exist. */
    UNKNOWN_KEY("unknown key `{}` in {}; {}"),
    /** A key that must be there. */
    MISSING_KEY("{} needs the key `{}`: write {}, such as `{}: {}`"),
    /** The merge key of YAML 1.1. */
    MERGE_KEY("the merge key `<<` is no part of YAML 1.2: write the keys out, or repeat a whole value with an alias"),
    /** A name that YAML reads as something else. */
    KEY_NOT_TEXT("the key `{}` must be text, but YAML reads {} here: write it in quotes, `\"{}\"`"),
    /** None or several of keys that exclude each other. */
    ONE_KEY("{} takes exactly one of the keys {}"),
    /** A word that is none of those possible. */
    UNKNOWN_WORD("{} can't be `{}`; {}"),
    /** Another format version. */
    UNKNOWN_FORMAT("format `{}` can't be read by this version: write `cordon: 1`"),
    /** A claim compared with a fraction, or a number in another notation. */
    CLAIM_NUMBER("claims are compared with whole numbers, written in decimal: `{}` is none; in quotes it is text"),
    /** YAML 1.1's booleans. */
    CLAIM_YES_NO("`{}` is text, not a boolean: write `true` or `false`, or put it in quotes if text is meant");

    private final String template;

    FormFault(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
