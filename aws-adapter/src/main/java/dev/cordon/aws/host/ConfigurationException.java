package dev.cordon.aws.host;

/** The configuration can't be used. The message is one line that names the variable and says what to write. */
final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String variable, String problem) {
        super(variable + ": " + problem);
    }

    /** The line for operators. */
    String line() {
        return String.valueOf(getMessage());
    }
}
