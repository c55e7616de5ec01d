package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.TokenInventory;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.policy.ServiceName;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What was handed out. */
final class TokenOperations {

    private final TokenInventory inventory;
    private final InstantSource clock;

    TokenOperations(AdministeredStores store, AdminSettings settings) {
        this.inventory = new TokenInventory(store.tokens(), store.credentials(), store.apiKeys());
        this.clock = settings.clock();
    }

    Json.Members list(Json.Members members)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "caller", "after", "most");
        return page(line -> true, arguments);
    }

    Json.Members unused(Json.Members members)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        Arguments arguments = Arguments.of(members, "since", "caller", "after", "most");
        return page(TokenInventory.unused(arguments.instant("since"), clock.instant()), arguments);
    }

    private Json.Members page(Predicate<Line> condition, Arguments arguments)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        Optional<ServiceName> caller = arguments.optionalText("caller").map(ServiceName::new);
        Predicate<Line> wanted = condition.and(
                line -> caller.isEmpty() || line.entry().edge().caller().equals(caller.get()));
        TokenInventory.Page page = inventory.page(wanted, arguments.optionalText("after"), arguments.most());
        return Json.object()
                .put(
                        "tokens",
                        Json.array(page.holdings().stream()
                                .map(TokenOperations::json)
                                .toList()))
                .put("next", page.next().map(Json::of))
                .build();
    }

    Json.Members show(Json.Members members)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        String id = Arguments.of(members, "id").text("id");
        return Json.object()
                .put("token", inventory.find(id).map(TokenOperations::json))
                .build();
    }

    private static Json json(TokenInventory.Holding holding) {
        LedgerEntry entry = holding.line().entry();
        JsonObjectBuilder answer = Json.object()
                .put("id", entry.id())
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("caller", entry.edge().caller().text())
                .put("target", entry.edge().target().text())
                .put("purpose", entry.edge().purpose().text())
                .put("generation", entry.generation())
                .put("transaction", entry.transaction())
                .put("issued", entry.issuedAt().toString())
                .put("expires", entry.expiresAt().toString())
                .put("owner", holding.owner().map(Json::of));
        return Uses.add(answer, holding.line().usage()).build();
    }
}
