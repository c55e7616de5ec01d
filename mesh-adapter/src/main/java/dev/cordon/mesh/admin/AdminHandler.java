package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.issuance.OAuthError;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers operators, whichever way they ask. Safe for use by many threads; blocks as long as the store does. */
final class AdminHandler {

    /** What changes something, or shows a secret, and is told to whoever watches the service. */
    private static final Set<String> CHANGES = Set.of(
            "credentials/add",
            "credentials/revoke",
            "api-keys/issue",
            "api-keys/revoke",
            "keys/rotate",
            "keys/replace",
            "revocations/add",
            "quarantines/begin",
            "quarantines/end",
            "quarantines/cancel",
            EventOperations.SEND,
            "services/reconcile",
            "rotations/start",
            "rotations/retry",
            "secrets/show");

    private final Map<String, Operation> operations = new TreeMap<>();
    private final EventOperations events;

    AdminHandler(AdministeredStores store, AdminSettings settings) {
        TokenOperations tokens = new TokenOperations(store, settings);
        operations.put("tokens/list", tokens::list);
        operations.put("tokens/unused", tokens::unused);
        operations.put("tokens/show", tokens::show);
        CredentialOperations credentials = new CredentialOperations(store, settings);
        operations.put("credentials/list", credentials::list);
        operations.put("credentials/add", credentials::add);
        operations.put("credentials/revoke", credentials::revoke);
        ApiKeyOperations apiKeys = new ApiKeyOperations(store, settings);
        operations.put("api-keys/list", apiKeys::list);
        operations.put("api-keys/show", apiKeys::show);
        operations.put("api-keys/issue", apiKeys::issue);
        operations.put("api-keys/revoke", apiKeys::revoke);
        KeyOperations keys = new KeyOperations(store, settings);
        operations.put("keys/show", keys::show);
        operations.put("keys/rotate", keys::rotate);
        operations.put("keys/replace", keys::replace);
        RevocationOperations revocations = new RevocationOperations(store, settings);
        operations.put("revocations/list", revocations::list);
        operations.put("revocations/add", revocations::add);
        QuarantineOperations quarantines = new QuarantineOperations(store, settings);
        operations.put("quarantines/list", quarantines::list);
        operations.put("quarantines/begin", quarantines::begin);
        operations.put("quarantines/end", quarantines::end);
        operations.put("quarantines/cancel", quarantines::cancel);
        ofServices(store, settings);
        events = new EventOperations(settings);
    }

    private void ofServices(AdministeredStores store, AdminSettings settings) {
        ServiceOperations services = new ServiceOperations(store, settings);
        operations.put("services/list", services::list);
        operations.put("services/compare", services::compare);
        operations.put("services/reconcile", services::reconcile);
        RotationOperations rotations = new RotationOperations(store, settings);
        operations.put("rotations/list", rotations::list);
        operations.put("rotations/start", rotations::start);
        operations.put("rotations/retry", rotations::retry);
        operations.put("secrets/show", rotations::secret);
    }

    static boolean changes(AdminRequest request) {
        return CHANGES.contains(request.operation());
    }

    /** The answer to whoever may use the store's file; nothing is thrown. */
    AdminAnswer answer(AdminRequest request) {
        return answer(request, Asker.LOCAL);
    }

    /** The answer; nothing is thrown. */
    AdminAnswer answer(AdminRequest request, Asker by) {
        if (request.operation().equals(EventOperations.SEND)) {
            return answer(arguments -> events.send(arguments, by), request.arguments());
        }
        Operation operation = operations.get(request.operation());
        if (operation == null) {
            return AdminAnswer.failed(
                    Status.BAD_REQUEST,
                    "there is no operation `" + request.operation() + "` here: use the version that runs the service");
        }
        return answer(operation, request.arguments());
    }

    private static AdminAnswer answer(Operation operation, Json.Members arguments) {
        try {
            return AdminAnswer.done(operation.on(arguments));
        } catch (IllegalArgumentException e) {
            return AdminAnswer.failed(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (AdministrationRefusedException e) {
            return AdminAnswer.failed(Status.REFUSED, String.valueOf(e.getMessage()));
        } catch (TokenRefusedException e) {
            return AdminAnswer.failed(status(e.error()), e.why());
        } catch (TokenLedgerUnavailableException
                | CredentialLedgerUnavailableException
                | RevocationStoreUnavailableException
                | SigningKeyStoreUnavailableException
                | ApiKeyStoreUnavailableException
                | RegistryUnavailableException
                | RotationJournalUnavailableException
                | SecretVaultUnavailableException
                | ServiceInventoryUnavailableException e) {
            return AdminAnswer.failed(Status.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The outermost catch of a request: the service goes on, and the operator looks whether it was done.
            return AdminAnswer.failed(
                    Status.UNAVAILABLE, "the request failed inside: see whether it was done, and please report it");
        }
    }

    private static Status status(OAuthError error) {
        return switch (error) {
            case TEMPORARILY_UNAVAILABLE -> Status.UNAVAILABLE;
            case INVALID_REQUEST -> Status.BAD_REQUEST;
            default -> Status.REFUSED;
        };
    }
}
