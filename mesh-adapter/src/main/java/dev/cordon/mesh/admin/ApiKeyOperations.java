package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.ApiKeyRegister;
import dev.cordon.administration.ApiKeyRegister.Holding;
import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.issuance.ApiKeyRequest;
import dev.cordon.issuance.EdgeRequest;
import dev.cordon.issuance.IssuedApiKey;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.WindowText;
import dev.cordon.token.ApiKeyText;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** API keys of partners; of each but a new one only what is kept, without the hash. */
final class ApiKeyOperations {

    private final ApiKeyRegister register;
    private final AdminSettings settings;

    ApiKeyOperations(AdministeredStores store, AdminSettings settings) {
        this.register = new ApiKeyRegister(store.apiKeys(), store.tokens());
        this.settings = settings;
    }

    Json.Members list(Json.Members members) throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        Arguments arguments = Arguments.of(members, "caller", "after", "most");
        Optional<ServiceName> caller = arguments.optionalText("caller").map(ServiceName::new);
        ApiKeyRegister.Page page = register.page(
                key -> caller.isEmpty() || key.grant().edge().caller().equals(caller.get()),
                arguments.optionalText("after"),
                arguments.most());
        return Json.object()
                .put(
                        "apiKeys",
                        Json.array(page.holdings().stream()
                                .<Json>map(one -> json(one).build())
                                .toList()))
                .put("next", page.next().map(Json::of))
                .build();
    }

    Json.Members show(Json.Members members) throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        Optional<String> hash = Arguments.of(members, "id", "hash").optionalText("hash");
        Optional<Holding> found = hash.isPresent() ? register.findByHash(hash.get()) : register.find(id(members));
        return Json.object().put("apiKey", found.map(one -> json(one).build())).build();
    }

    Json.Members revoke(Json.Members members)
            throws AdministrationRefusedException, ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        String id = id(members);
        return json(register.revoke(id, settings.clock().instant())).build();
    }

    /** What is no id may come back in a message, which must not hold a key. */
    private static String id(Json.Members members) {
        String id = Arguments.of(members, "id").text("id");
        if (ApiKeyText.read(id).isPresent()) {
            throw new IllegalArgumentException("this is an API key itself, which nobody else should see: name it by"
                    + " its id, such as `ak-5a1f0c9e5a1f0c9e5a1f0c9e`");
        }
        return id;
    }

    /** The key's text is in the answer and nowhere else. */
    Json.Members issue(Json.Members members) throws TokenRefusedException {
        ApiKeyRequest request = request(Arguments.of(
                members, "caller", "target", "purpose", "scopes", "owner", "expires", "networks", "windows"));
        ApiKeyIssuing issuing = settings.apiKeys()
                .orElseThrow(() -> new IllegalArgumentException("API keys are made by the policy that the service has"
                        + " in use: start `cordon serve` with `--issuer` and this store, and ask again"));
        IssuedApiKey issued = issuing.issue(request);
        return json(new Holding(issued.key(), Usage.NONE))
                .put("key", issued.text().reveal())
                .build();
    }

    private static ApiKeyRequest request(Arguments arguments) {
        EdgeRequest edge = new EdgeRequest(
                Optional.of(new ServiceName(arguments.text("target")).text()),
                Optional.empty(),
                arguments.texts("scopes"),
                Optional.of(arguments.text("purpose")));
        return new ApiKeyRequest(
                new ServiceName(arguments.text("caller")),
                edge,
                new ApiKeyRequest.Wishes(
                        arguments.text("owner"),
                        arguments.instant("expires").truncatedTo(ChronoUnit.SECONDS),
                        arguments.blocks("networks"),
                        windows(arguments)));
    }

    private static List<TimeWindow> windows(Arguments arguments) {
        List<TimeWindow> windows = new ArrayList<>();
        for (String text : arguments.texts("windows")) {
            windows.add(WindowText.read(text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "`" + text + "` is no time window: write one like `mon-fri 08:00-18:00 Europe/Berlin`")));
        }
        return windows;
    }

    private JsonObjectBuilder json(Holding holding) {
        ApiKey.Grant grant = holding.key().grant();
        ApiKey.Terms terms = holding.key().terms();
        LedgerEntry.Edge edge = grant.edge();
        JsonObjectBuilder json = Json.object()
                .put("id", holding.key().id())
                .put("caller", edge.caller().text())
                .put("target", edge.target().text())
                .put("purpose", edge.purpose().text())
                .put(
                        "scopes",
                        Json.texts(grant.scopes().stream().map(Scope::text).toList()))
                .put("environment", grant.bounds().environment().text())
                .put("networks", Json.texts(grant.bounds().networks()))
                .put(
                        "windows",
                        Json.texts(grant.bounds().windows().stream()
                                .map(WindowText::of)
                                .toList()))
                .put("owner", terms.owner())
                .put("created", terms.createdAt().toString())
                .put("expires", terms.expiresAt().toString())
                .put("revoked", terms.revokedAt().map(time -> Json.of(time.toString())))
                .put("state", holding.state(settings.clock().instant()).name().toLowerCase(Locale.ROOT));
        return Uses.add(json, holding.usage());
    }
}
