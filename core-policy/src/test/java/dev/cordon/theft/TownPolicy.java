package dev.cordon.theft;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import java.util.List;

/**
 * A web front that calls five targets, each of which wants other bindings; orders calls the other four, and payments
 * the bank. Every target has a twin that offers the same. Each edge has a flow for POST and GET, and a second one for
 * PUT; none is for DELETE.
 */
final class TownPolicy {

    static final List<String> TARGETS = List.of("orders", "payments", "bank", "vault", "safe");
    static final Policy POLICY = policy();

    private TownPolicy() {}

    private static Policy policy() {
        TestPolicy draft = new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.ENVIRONMENT)
                .segment("money", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.NETWORK)
                .segment("tls", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.MTLS)
                .segment("sealed", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.DPOP)
                .segment(
                        "deep",
                        Trust.RESTRICTED,
                        CallerAuthentication.BOTH,
                        Binding.ENVIRONMENT,
                        Binding.NETWORK,
                        Binding.MTLS,
                        Binding.DPOP)
                .caller("web", "storefront")
                .caller("portal", "storefront")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "ordering", "money")
                .issuer("idp", TokenKind.EXTERNAL, "portal");
        List<String> segments = List.of("ordering", "money", "tls", "sealed", "deep");
        for (int i = 0; i < TARGETS.size(); i++) {
            target(draft, TARGETS.get(i), segments.get(i));
            target(draft, TARGETS.get(i) + "-twin", segments.get(i));
        }
        for (String target : TARGETS) {
            edge(draft, "web", target);
            if (!target.equals("orders")) {
                edge(draft, "orders", target);
            }
        }
        edge(draft, "payments", "bank");
        return draft.build();
    }

    private static void target(TestPolicy draft, String name, String segment) {
        draft.service(name, segment, name + ".example", operations());
    }

    private static String[] operations() {
        return new String[] {"POST /things", "GET /things/{id}", "PUT /things/{id}", "DELETE /things/{id}"};
    }

    private static void edge(TestPolicy draft, String from, String to) {
        String id = flow(from, to);
        draft.flow(
                id,
                from,
                to,
                flow -> flow.operations("POST /things", "GET /things/{id}")
                        .scopes(to + ".read", to + ".write")
                        .onward(onward(id)));
        draft.flow(
                id + "-change",
                from,
                to,
                flow -> flow.operations("PUT /things/{id}").scopes(to + ".read"));
    }

    private static String[] onward(String flow) {
        return switch (flow) {
            case "web-orders" -> new String[] {"orders-payments", "orders-bank", "orders-vault", "orders-safe"};
            case "orders-payments" -> new String[] {"payments-bank"};
            default -> new String[0];
        };
    }

    static String flow(String from, String to) {
        return from + "-" + to;
    }
}
