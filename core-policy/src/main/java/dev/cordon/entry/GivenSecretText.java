package dev.cordon.entry;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;

/**
 * What a service fetches from a cloud's secret store: an object with {@code client_id} and {@code client_secret}, as a
 * token request names them (RFC 6749 §2.3.1), and the number of the generation as a text.
 */
public final class GivenSecretText {

    private GivenSecretText() {}

    /** The secret of a generation. */
    public static String write(Credential.Id id, ClientSecret secret) {
        return Json.object()
                .put("client_id", id.service().text())
                .put("client_secret", secret.reveal())
                .put("generation", Long.toString(id.generation()))
                .build()
                .toCanonical();
    }

    /** What a service finds that is given none. */
    public static String none(ServiceName service) {
        return Json.object().put("client_id", service.text()).build().toCanonical();
    }

    /**
     * The secret that a text holds.
     *
     * @throws DamagedEntryException where it holds none, or that of another generation
     */
    public static ClientSecret read(Credential.Id id, String text) {
        ClientSecret secret = EntryFields.read(text, fields -> ClientSecret.of(fields.text("client_secret")));
        if (!write(id, secret).equals(text)) {
            throw new DamagedEntryException("a secret is not that of its generation");
        }
        return secret;
    }
}
