package dev.cordon.entry;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.PlatformIdentity;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;

/** A credential as an entry's text. */
public final class CredentialText {

    private CredentialText() {}

    /** The text of that. */
    public static String write(Credential credential) {
        Credential.Terms terms = credential.terms();
        JsonObjectBuilder text = Json.object()
                .put("service", credential.service().text())
                .put("generation", Long.toString(credential.generation()))
                .put("state", credential.state().name())
                .put("owner", terms.owner())
                .put("created", terms.createdAt().toString())
                .put("expires", terms.expiresAt().map(time -> Json.of(time.toString())))
                .put("networks", Json.texts(terms.networks()));
        CredentialProof proof = credential.proof();
        if (proof instanceof CredentialProof.Secret secret) {
            text.put("proof", "secret").put("hash", secret.hash().toString());
        } else if (proof instanceof CredentialProof.Keys keys) {
            text.put("proof", "keys").put("keys", keys.keys().toJson());
        } else if (proof instanceof CredentialProof.Platform platform) {
            text.put("proof", "platform").put("identity", platform.identity().text());
        } else {
            text.put("proof", "certificate");
        }
        return text.build().toCanonical();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static Credential read(String text) {
        return EntryFields.read(text, CredentialText::read);
    }

    private static Credential read(EntryFields fields) {
        return new Credential(
                new ServiceName(fields.text("service")),
                fields.whole("generation"),
                proof(fields),
                Credential.State.valueOf(fields.text("state")),
                new Credential.Terms(
                        fields.text("owner"),
                        fields.instant("created"),
                        fields.optionalInstant("expires"),
                        fields.texts("networks").stream()
                                .map(block -> Cidr.parse(block).orElseThrow(CredentialText::damage))
                                .toList()));
    }

    private static CredentialProof proof(EntryFields fields) {
        return switch (fields.text("proof")) {
            case "secret" -> new CredentialProof.Secret(HashText.read(fields.text("hash")));
            case "keys" -> new CredentialProof.Keys(keys(fields.text("keys")));
            case "certificate" -> new CredentialProof.Certificate();
            case "platform" -> new CredentialProof.Platform(new PlatformIdentity(fields.text("identity")));
            default -> throw damage();
        };
    }

    private static JsonWebKeys keys(String json) {
        try {
            return JsonWebKeys.parse(json);
        } catch (InvalidKeyFileException e) {
            throw damage();
        }
    }

    private static DamagedEntryException damage() {
        return new DamagedEntryException("a credential is not of its form");
    }
}
