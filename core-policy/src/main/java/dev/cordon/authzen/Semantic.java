package dev.cordon.authzen;

/** Which evaluations of a request are made (Authorization API 1.0 §7.1.2.1). */
enum Semantic {
    /** All. */
    EXECUTE_ALL("execute_all"),
    /** Those up to the first that denies. */
    DENY_ON_FIRST_DENY("deny_on_first_deny"),
    /** Those up to the first that permits. */
    PERMIT_ON_FIRST_PERMIT("permit_on_first_permit");

    private final String text;

    Semantic(String text) {
        this.text = text;
    }

    /** Whether no further evaluation is made after one with that decision. */
    boolean endsWith(boolean decision) {
        return this == DENY_ON_FIRST_DENY && !decision || this == PERMIT_ON_FIRST_PERMIT && decision;
    }

    /** The value of {@code options.evaluations_semantic}. */
    @Override
    public String toString() {
        return text;
    }
}
