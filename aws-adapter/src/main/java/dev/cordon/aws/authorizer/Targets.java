package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.ExecuteArn;
import dev.cordon.policy.ServiceName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which API stands before which service of the policy. Immutable. */
public final class Targets {

    private static final Pattern API = Pattern.compile("[A-Za-z0-9-]{1,64}(/([A-Za-z0-9_-]{1,128}|\\$default))?");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final Map<String, ServiceName> services;
    private final Set<String> accounts;

    private Targets(Map<String, ServiceName> services, Set<String> accounts) {
        this.services = Map.copyOf(services);
        this.accounts = Set.copyOf(accounts);
    }

    /** No API stands before any service. */
    static Targets none() {
        return new Targets(Map.of(), Set.of());
    }

    /**
     * Reads a list such as {@code a1b2c3=orders-api, d4e5f6/live=payments-api}. A stage that is named goes before its
     * API.
     *
     * @throws IllegalArgumentException where it is empty or can't be read, saying what to write
     */
    public static Targets parse(String text) {
        Map<String, ServiceName> services = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            String pair = entry.strip();
            int equals = pair.indexOf('=');
            if (equals < 0 || !API.matcher(pair.substring(0, equals)).matches()) {
                throw new IllegalArgumentException(
                        "`" + pair + "` is no target: write `API-ID=SERVICE` or `API-ID/STAGE=SERVICE`");
            }
            String api = pair.substring(0, equals);
            if (services.putIfAbsent(api, new ServiceName(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("`" + api + "` is named twice: write it once");
            }
        }
        return new Targets(services, Set.of());
    }

    /**
     * The same, for APIs of these accounts only.
     *
     * @throws IllegalArgumentException where one is no account's id
     */
    public Targets within(Set<String> owners) {
        for (String owner : owners) {
            if (!ACCOUNT.matcher(owner).matches()) {
                throw new IllegalArgumentException("`" + owner + "` is no account: write its 12 digits");
            }
        }
        return new Targets(services, owners);
    }

    /** The service behind a call's API; empty where the configuration names none, or the account is another. */
    Optional<ServiceName> of(ExecuteArn arn) {
        if (!accounts.isEmpty() && !accounts.contains(arn.account())) {
            return Optional.empty();
        }
        ServiceName ofStage = services.get(arn.api() + "/" + arn.stage());
        return Optional.ofNullable(ofStage != null ? ofStage : services.get(arn.api()));
    }

    /** Whether an API stands before that service. */
    boolean name(ServiceName service) {
        return services.containsValue(service);
    }

    /** One of the APIs, for a rehearsal. */
    public String anyApi() {
        return services.keySet().stream()
                .min(Comparator.naturalOrder())
                .map(api -> api.split("/", 2)[0])
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "targets of " + services.size() + " APIs";
    }
}
