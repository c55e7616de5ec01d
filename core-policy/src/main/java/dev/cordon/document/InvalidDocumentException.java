package dev.cordon.document;

/** A text is no JSON, or not the JSON that its place asks for. The message says where and what to write. */
public final class InvalidDocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says where and what.
     *
     * @param where a line and column, or a JSON pointer (RFC 6901)
     * @param problem what is wrong there
     */
    InvalidDocumentException(String where, String problem) {
        super(VisibleText.of(where + ": " + problem));
    }
}
