package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.CredentialRegister;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.PlatformIdentity;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What services obtain tokens with. */
final class CredentialOperations {

    private final CredentialRegister register;
    private final AdminSettings settings;

    CredentialOperations(AdministeredStores store, AdminSettings settings) {
        this.register = new CredentialRegister(store.credentials(), store.revocations(), store.rotations());
        this.settings = settings;
    }

    Json.Members list(Json.Members members) throws CredentialLedgerUnavailableException {
        Arguments arguments = Arguments.of(members, "service", "after", "most");
        Optional<ServiceName> service = arguments.optionalText("service").map(ServiceName::new);
        CredentialRegister.Page page = service.isPresent()
                ? new CredentialRegister.Page(register.of(service.get()), Optional.empty())
                : register.page(arguments.optionalText("after").map(ServiceName::new), arguments.most());
        List<Json> found = new ArrayList<>();
        for (Credential one : page.credentials()) {
            found.add(Uses.add(json(one), register.usage(one)).build());
        }
        return Json.object()
                .put("credentials", Json.array(found))
                .put("next", page.next().map(next -> Json.of(next.text())))
                .build();
    }

    /** The secret, where it is one, is in the answer and nowhere else. */
    Json.Members add(Json.Members members) throws AdministrationRefusedException, CredentialLedgerUnavailableException {
        Arguments arguments =
                Arguments.of(members, "service", "owner", "proof", "keys", "identity", "networks", "expires");
        ServiceName service = new ServiceName(arguments.text("service"));
        Instant now = settings.clock().instant();
        Credential.Terms terms = new Credential.Terms(
                arguments.text("owner"), now, arguments.optionalInstant("expires"), arguments.blocks("networks"));
        String kind = arguments.text("proof");
        requireOnlyWith(arguments, "keys", kind, "keys");
        requireOnlyWith(arguments, "identity", kind, "platform");
        return switch (kind) {
            case "secret" -> {
                ClientSecret secret = ClientSecret.random(settings.random());
                Credential added = register.add(service, secret.proof(), terms);
                yield json(added).put("secret", secret.reveal()).build();
            }
            case "keys" ->
                json(register.add(service, new CredentialProof.Keys(keys(arguments.text("keys"))), terms))
                        .build();
            case "certificate" ->
                json(register.add(service, new CredentialProof.Certificate(), terms))
                        .build();
            case "platform" ->
                json(register.add(
                                service,
                                new CredentialProof.Platform(new PlatformIdentity(arguments.text("identity"))),
                                terms))
                        .build();
            default ->
                throw new IllegalArgumentException(
                        "`" + kind + "` is no kind of proof: write secret, keys, certificate or platform");
        };
    }

    Json.Members revoke(Json.Members members)
            throws AdministrationRefusedException, CredentialLedgerUnavailableException,
                    RevocationStoreUnavailableException, RotationJournalUnavailableException {
        Arguments arguments = Arguments.of(members, "service", "generation");
        ServiceName service = new ServiceName(arguments.text("service"));
        return json(register.revoke(
                        service, arguments.whole("generation"), settings.clock().instant()))
                .build();
    }

    private static void requireOnlyWith(Arguments arguments, String name, String kind, String proof) {
        if (!kind.equals(proof) && arguments.optionalText(name).isPresent()) {
            throw new IllegalArgumentException("argument `" + name + "` goes with the proof `" + proof + "` only");
        }
    }

    private static JsonWebKeys keys(String jwks) {
        try {
            return JsonWebKeys.parse(jwks);
        } catch (InvalidKeyFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static JsonObjectBuilder json(Credential credential) {
        Credential.Terms terms = credential.terms();
        return Json.object()
                .put("service", credential.service().text())
                .put("generation", credential.generation())
                .put("state", credential.state().name().toLowerCase(Locale.ROOT))
                .put("proof", proof(credential.proof()))
                .put("identity", identity(credential.proof()))
                .put("owner", terms.owner())
                .put("created", terms.createdAt().toString())
                .put("expires", terms.expiresAt().map(time -> Json.of(time.toString())))
                .put("networks", Json.texts(terms.networks()));
    }

    private static String proof(CredentialProof proof) {
        if (proof instanceof CredentialProof.Secret) {
            return "secret";
        }
        if (proof instanceof CredentialProof.Platform) {
            return "platform";
        }
        return proof instanceof CredentialProof.Keys ? "keys" : "certificate";
    }

    private static Optional<Json> identity(CredentialProof proof) {
        return proof instanceof CredentialProof.Platform platform
                ? Optional.of(Json.of(platform.identity().text()))
                : Optional.empty();
    }
}
