package dev.cordon.cli.token;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.token.PresentedToken;
import java.util.Base64;
import java.util.Optional;

/** The readable parts of a token, for people: nothing in them is believed. */
final class TokenText {

    private TokenText() {}

    /** The header (0) or the claims (1), where they can be read. */
    static Optional<Json> part(PresentedToken token, int index) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(Base64.getUrlDecoder().decode(parts[index])));
        } catch (IllegalArgumentException | InvalidDocumentException e) {
            return Optional.empty();
        }
    }
}
