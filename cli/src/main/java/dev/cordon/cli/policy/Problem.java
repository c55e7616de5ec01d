package dev.cordon.cli.policy;

import java.nio.file.Path;

/**
 * Something wrong with a policy file, or with an OpenAPI document that it names.
 *
 * @param file the file, as a path that the author can open
 * @param line from 1
 * @param column in characters, from 1
 * @param severity whether the policy can be used in spite of it
 * @param message what is wrong, and what to write instead; one line
 */
public record Problem(Path file, int line, int column, Severity severity, String message) {

    /** How bad a problem is. */
    public enum Severity {
        /** There is no policy. */
        ERROR("error"),
        /** There is a policy, though probably not the one its author meant. */
        WARNING("warning");

        private final String text;

        Severity(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** In the form that editors and build logs turn into links: {@code shop.yaml:12:9: error: ...}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + severity + ": " + message;
    }
}
