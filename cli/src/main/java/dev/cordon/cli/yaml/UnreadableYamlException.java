package dev.cordon.cli.yaml;

import java.io.Serial;

/** Thrown inside this package where reading can't go on; the finding is reported already. */
final class UnreadableYamlException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableYamlException() {
        super("the document can't be read", null, false, false);
    }
}
