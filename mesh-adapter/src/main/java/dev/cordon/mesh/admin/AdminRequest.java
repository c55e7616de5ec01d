package dev.cordon.mesh.admin;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;

/**
 * What an operator asks. It holds no secret.
 *
 * @param operation what to do, such as {@code tokens/list}
 * @param arguments what with, as the operation demands
 */
public record AdminRequest(String operation, Json.Members arguments) {

    static final String PATHS = "/admin/v1/";

    /** Where it is sent to. */
    String path() {
        return PATHS + operation;
    }

    /**
     * Reads what was sent; whether there is such an operation is not looked at.
     *
     * @throws IllegalArgumentException where it is no request
     */
    static AdminRequest read(String path, byte[] body) {
        if (!path.startsWith(PATHS)) {
            throw new IllegalArgumentException("requests go to paths below `" + PATHS + "`");
        }
        try {
            if (Json.parse(body) instanceof Json.Members members) {
                return new AdminRequest(path.substring(PATHS.length()), members);
            }
        } catch (InvalidDocumentException e) {
            throw new IllegalArgumentException("the request is no JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a request is a JSON object with the arguments");
    }
}
