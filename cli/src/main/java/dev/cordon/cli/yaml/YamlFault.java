package dev.cordon.cli.yaml;

/** What can be wrong with a file before anyone asks what it means. */
public enum YamlFault implements Fault {
    /** Larger than {@link YamlReader#LARGEST}. */
    FILE_TOO_LARGE("the file is larger than 8 MiB: split the policy"),
    /** Bytes that are no UTF-8. */
    NOT_UTF_8("the file is not UTF-8 from here on: save it as UTF-8"),
    /** A character that YAML 1.2 (§5.1) does not allow. */
    CONTROL_CHARACTER("character {} may not stand in a file: remove it, or write it as an escape in double quotes"),
    /** Nothing but white space and comments. */
    EMPTY_FILE("the file is empty: start with `{}`"),
    /** A tab where indentation is wanted. */
    TAB("a tab stands where YAML wants spaces: indent with spaces"),
    /** A brace in an unquoted text within brackets. */
    UNQUOTED_BRACE("within brackets a text with `{` needs quotes: write `\"GET /charges/{id}\"`"),
    /** Not YAML. */
    YAML_SYNTAX("this can't be read as YAML ({}): check indentation, quotes and brackets"),
    /** A {@code %} directive. */
    DIRECTIVE("directives such as `%YAML` have no place here: remove all lines above `---`"),
    /** A second document. */
    SECOND_DOCUMENT("a second document starts here: keep one document in a file"),
    /** Deeper than {@link TreeBuilder#DEEPEST}. */
    TOO_DEEP("the nesting is deeper than 50 levels: nothing here needs that"),
    /** An explicit tag. */
    TAG("the tag `{}` has no meaning here: remove it"),
    /** An alias without its anchor. */
    UNKNOWN_ANCHOR("alias `*{}` has no anchor `&{}` above it: write the value itself"),
    /** Aliases that repeat too much. */
    TOO_MANY_ALIASES("aliases repeat more than 200,000 values: write fewer of them"),
    /** A list or mapping as a key. */
    KEY_NOT_SCALAR("a key must be text, not {}"),
    /** A key that stands twice in one mapping. */
    DUPLICATE_KEY("key `{}` is there twice, first on line {}: keep one of them");

    private final String template;

    YamlFault(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
