package dev.cordon.request;

/** Why a path can't be read, or can be read in two ways. */
public enum PathDefect {
    /** It does not start with a slash. */
    NOT_ABSOLUTE(false, "does not start with `/`"),
    /** It has a character that no URI path has (RFC 3986 §3.3), such as a space, a control or a raw non-ASCII one. */
    ILLEGAL_CHARACTER(false, "has a character that a path can't have"),
    /** A percent sign is not followed by two hexadecimal digits. */
    BROKEN_ESCAPE(false, "has a broken percent-escape"),
    /** Its escapes are no well-formed UTF-8, such as an overlong slash. */
    INVALID_UTF8(false, "does not decode to UTF-8"),
    /** It is longer than {@link RequestPath#LONGEST}. */
    TOO_LONG(false, "is too long"),
    /** An escaped slash or backslash: some servers split there, some don't. */
    ENCODED_SLASH(true, "has an encoded slash"),
    /** A backslash: some servers read it as a slash. */
    BACKSLASH(true, "has a backslash"),
    /** A segment {@code .} or {@code ..}, plain or escaped: some servers resolve it, some don't. */
    DOT_SEGMENT(true, "has a dot segment"),
    /** An escaped dot: no client writes it but to hide a dot segment or an extension. */
    ENCODED_DOT(true, "has an encoded dot"),
    /** Two slashes in a row: some servers merge them. */
    EMPTY_SEGMENT(true, "has an empty segment"),
    /** A semicolon: some servers cut a matrix parameter off, some don't. */
    MATRIX_PARAMETER(true, "has a matrix parameter"),
    /** An escaped percent sign: who decodes twice reads another path. */
    DOUBLE_ENCODING(true, "is encoded twice"),
    /** An escaped NUL or other control character: some servers stop reading there. */
    CONTROL_CHARACTER(true, "has an encoded control character"),
    /** An asterisk, or an escaped question mark or hash: gateways' matchers and splitters read these as their own. */
    WILDCARD(true, "has a wildcard or an encoded delimiter"),
    /** A character that a server's Unicode normalisation or case folding turns into another path's ASCII. */
    CONFUSABLE(true, "has a character that normalises to another path");

    private final boolean ambiguous;
    private final String finding;

    PathDefect(boolean ambiguous, String finding) {
        this.ambiguous = ambiguous;
        this.finding = finding;
    }

    /** Whether the path has two readings, rather than none. */
    public boolean isAmbiguous() {
        return ambiguous;
    }

    /** What is wrong, to follow the words "the path". */
    public String finding() {
        return finding;
    }
}
