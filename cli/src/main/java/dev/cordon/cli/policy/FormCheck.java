package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;
import dev.cordon.cli.yaml.Fault.Words;
import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.ScalarKind;
import dev.cordon.cli.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a file's tree with the form it must have; what the values mean is read later. */
final class FormCheck {

    /** The words that YAML 1.1 read as booleans and YAML 1.2 does not. */
    private static final Set<String> FORMER_BOOLEANS = Set.of("yes", "no", "on", "off", "y", "n");

    /** The longest whole number, in characters: any of them fits into 64 bits. */
    static final int LONGEST_NUMBER = 18;

    /** The merge key of YAML 1.1. */
    static final String MERGE = "<<";

    private final Findings findings;
    private final Suggestions suggestions;

    FormCheck(Findings findings, Suggestions suggestions) {
        this.findings = findings;
        this.suggestions = suggestions;
    }

    /**
     * Reports where a node differs from a form.
     *
     * @param name what it is, in words
     */
    void check(YamlNode node, Form form, Words name) {
        if (node instanceof YamlNode.Scalar scalar) {
            scalar(scalar, form, name);
        } else if (form instanceof Form.Either either) {
            check(node, either.other(), name);
        } else if (node instanceof YamlNode.Sequence list && form instanceof Form.Items items) {
            items(list, items, name);
        } else if (node instanceof YamlNode.Mapping mapping && form instanceof Form.Block block) {
            block(mapping, block);
        } else if (node instanceof YamlNode.Mapping mapping && form instanceof Form.Named named) {
            named(mapping, named);
        } else {
            wrongType(node, form, name);
        }
    }

    private void wrongType(YamlNode node, Form form, Words name) {
        findings.add(FormFault.WRONG_TYPE, node.at(), name, new Words(form.described()), node.described());
    }

    private void scalar(YamlNode.Scalar scalar, Form form, Words name) {
        if (scalar.kind() == ScalarKind.NOTHING) {
            Words what = new Words(form.described());
            findings.add(FormFault.EMPTY_VALUE, scalar.at(), name, what, form.example());
        } else if (form instanceof Form.Version) {
            if (scalar.kind() != ScalarKind.WHOLE || !scalar.text().equals("1")) {
                findings.add(FormFault.UNKNOWN_FORMAT, scalar.at(), scalar.text());
            }
        } else if (form instanceof Form.Value) {
            value(scalar);
        } else if (form instanceof Form.Choice choice) {
            word(scalar, choice, name);
        } else if (form instanceof Form.Either either) {
            eitherWord(scalar, either, name);
        } else if (form instanceof Form.Items) {
            findings.add(FormFault.NOT_A_LIST, scalar.at(), name, scalar.text());
        } else if (!(form instanceof Form.Text text)) {
            wrongType(scalar, form, name);
        } else if (scalar.kind() != ScalarKind.TEXT && text.notation().mayBeNumeric()) {
            findings.add(FormFault.NEEDS_QUOTES, scalar.at(), name, scalar.described(), scalar.text());
        }
    }

    private void word(YamlNode.Scalar scalar, Form.Choice choice, Words name) {
        if (!choice.words().contains(scalar.text())) {
            Words hint = suggestions.of(scalar.text(), choice.words());
            findings.add(FormFault.UNKNOWN_WORD, scalar.at(), name, scalar.text(), hint);
        }
    }

    /** A single value where a word or a list may stand: most likely the list's brackets are missing. */
    private void eitherWord(YamlNode.Scalar scalar, Form.Either either, Words name) {
        if (!either.word().words().contains(scalar.text())) {
            scalar(scalar, either.other(), name);
        }
    }

    private void value(YamlNode.Scalar scalar) {
        String text = scalar.text();
        boolean padded = text.length() > 1
                && (text.charAt(0) == '0'
                        || text.charAt(0) == '+'
                        || text.startsWith("-0")
                        || text.length() > LONGEST_NUMBER);
        if (scalar.kind() == ScalarKind.NUMBER || scalar.kind() == ScalarKind.WHOLE && padded) {
            findings.add(FormFault.CLAIM_NUMBER, scalar.at(), text);
        } else if (scalar.kind() == ScalarKind.TEXT
                && !scalar.quoted()
                && FORMER_BOOLEANS.contains(text.toLowerCase(Locale.ROOT))) {
            findings.add(FormFault.CLAIM_YES_NO, scalar.at(), text);
        }
    }

    private void items(YamlNode.Sequence list, Form.Items form, Words name) {
        if (list.items().isEmpty() && !form.mayBeEmpty()) {
            findings.add(FormFault.EMPTY_LIST, list.at(), name);
        }
        Set<String> seen = new HashSet<>();
        for (YamlNode item : list.items()) {
            check(item, form.item(), new Words("each item of " + name));
            if (item instanceof YamlNode.Scalar scalar && !seen.add(scalar.kind() + scalar.text())) {
                findings.add(FormFault.DUPLICATE_VALUE, scalar.at(), scalar.text(), name);
            }
        }
    }

    private void named(YamlNode.Mapping mapping, Form.Named form) {
        for (YamlNode.Entry entry : mapping.entries()) {
            YamlNode.Scalar key = entry.key();
            if (key.text().equals(MERGE)) {
                findings.add(FormFault.MERGE_KEY, key.at());
            } else {
                if (key.kind() != ScalarKind.TEXT) {
                    findings.add(FormFault.KEY_NOT_TEXT, key.at(), key.text(), key.described(), key.text());
                }
                check(entry.value(), form.value(), Fault.quoted(key.text()));
            }
        }
    }

    private void block(YamlNode.Mapping mapping, Form.Block form) {
        Set<String> present = new HashSet<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            key(entry, form);
            present.add(entry.key().text());
        }
        Words title = new Words(form.title());
        for (Form.Key key : form.keys()) {
            if (key.required() && !present.contains(key.name()) && !present.contains(MERGE)) {
                Words what = new Words(key.form().described());
                String example = key.form().example();
                findings.add(FormFault.MISSING_KEY, mapping.at(), title, key.name(), what, key.name(), example);
            }
        }
        present.retainAll(form.names());
        if (form.single() && present.size() != 1) {
            findings.add(FormFault.ONE_KEY, mapping.at(), title, new Words(quoted(form.names())));
        }
    }

    private void key(YamlNode.Entry entry, Form.Block form) {
        YamlNode.Scalar written = entry.key();
        for (Form.Key key : form.keys()) {
            if (key.name().equals(written.text())) {
                check(entry.value(), key.form(), Fault.quoted(key.name()));
                return;
            }
        }
        if (written.text().equals(MERGE)) {
            findings.add(FormFault.MERGE_KEY, written.at());
        } else {
            Words hint = suggestions.of(written.text(), form.names());
            findings.add(FormFault.UNKNOWN_KEY, written.at(), written.text(), new Words(form.title()), hint);
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().collect(Collectors.joining("`, `", "`", "`"));
    }
}
