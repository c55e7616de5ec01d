package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.token.SignerUnavailableException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;

/** The calls of the demonstration, made one after the other and shown as they are answered. */
final class DemoPlay {

    private static final String ROW = "%-46s %-6s %-22s %s%n";

    private final Console console;
    private final DemoWorld world;
    private final DemoClients clients;
    private final InetAddress here;
    private final InetAddress elsewhere;
    private boolean right = true;

    DemoPlay(Console console, DemoWorld world) throws IOException {
        this.console = console;
        this.world = world;
        this.clients = world.clients();
        this.here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    }

    /** Makes all calls; whether each came out as it must. */
    boolean run() throws IOException {
        try {
            console.out()
                    .println(console.faint("policy docs/examples/shop/shop.yaml, but that tokens for payments are"
                            + " bound to a key, not to a certificate"));
            console.out().println(console.faint("callers see the status, the log has the reason"));
            String checkout = asks();
            calls(checkout);
            chain(checkout);
            return right;
        } catch (SignerUnavailableException e) {
            throw new IOException(e);
        }
    }

    /** Gets a further token for web-bff, and leaves it where curl can take it from. */
    void leaveToken() throws IOException {
        SocketClient.Call call = clients.webAsks("orders-api", clients.revealSecret());
        Files.writeString(
                world.folder().resolve("web-bff.headers"),
                "Host: " + DemoWorld.ORDERS + "\nAuthorization: Bearer "
                        + token(SocketClient.call(here, world.port(), call)) + "\n");
    }

    private String asks() throws IOException {
        title("A token is made for one edge");
        String secret = clients.revealSecret();
        String checkout = token(play(
                "web-bff asks for a token for orders", clients.webAsks("orders-api", secret), "token for checkout"));
        play("... for payments, where no flow leads", clients.webAsks("payments-api", secret), "invalid_target");
        play("somebody asks with a guessed secret", clients.webAsks("orders-api", "guessed"), "invalid_client");
        return checkout;
    }

    private void calls(String checkout) throws IOException {
        DemoTokens tokens = new DemoTokens(world, console);
        title("Every call is checked");
        play("web-bff places an order", orders("POST /orders", checkout), "flow checkout");
        play("... without a token", orders("POST /orders", ""), "TOKEN_MISSING");
        play("... cancels one, which no flow allows", orders("DELETE /orders/7", checkout), "NO_FLOW");
        play("... its token at another service", reports(checkout), "AUDIENCE_MISMATCH");
        stolen("... its token stolen, from another address", orders("POST /orders", checkout), "BINDING_NETWORK");
        play("... its token after it expired", orders("POST /orders", tokens.expired()), "TOKEN_EXPIRED");
        play(
                "... its token rewritten for another flow",
                orders("POST /orders", DemoTokens.altered(checkout)),
                "SIGNATURE_INVALID");
        play("a partner asks for reports", reports(tokens.partner()), "FORBIDDEN");
    }

    private void chain(String checkout) throws IOException, SignerUnavailableException {
        title("A chain goes where the policy leads, and ends as one");
        play("web-bff exchanges its own token", clients.webExchanges(checkout), "invalid_request");
        play("orders-api exchanges it for reports", clients.ordersExchanges(checkout, "reports-api"), "invalid_target");
        String charge = token(play(
                "... for payments, the next hop",
                clients.ordersExchanges(checkout, "payments-api"),
                "token for charge"));
        SocketClient.Call proven = clients.ordersCharges(charge);
        play("orders-api charges the customer", proven, "flow charge");
        play("... the same call again, by a thief", proven, "DPOP_REPLAYED");
        play(
                "... its token stolen, without its key",
                call("POST /charges", DemoWorld.PAYMENTS, charge),
                "DPOP_MISSING");
        play("web-bff revokes its token", clients.webRevokes(checkout), "done");
        world.refresh();
        play("orders-api charges once more", clients.ordersCharges(charge), "CHAIN_REVOKED");
        play("web-bff places an order", orders("POST /orders", checkout), "CHAIN_REVOKED");
    }

    private void title(String text) {
        console.out().println();
        console.out().println(console.strong(text));
        console.out().printf(ROW, "call", "status", "outcome", "");
    }

    private static SocketClient.Call orders(String line, String token) {
        return call(line, DemoWorld.ORDERS, token);
    }

    private static SocketClient.Call reports(String token) {
        return call("GET /reports/2026-01-31", DemoWorld.REPORTS, token);
    }

    private static SocketClient.Call call(String line, String host, String token) {
        return new SocketClient.Call(
                line,
                token.isEmpty() ? List.of("Host: " + host) : List.of("Host: " + host, "Authorization: Bearer " + token),
                "");
    }

    private static String token(SocketClient.Reply reply) throws IOException {
        try {
            if (Json.parse(reply.body()) instanceof Json.Members members
                    && members.find("access_token").orElse(new Json.Null()) instanceof Json.Text token) {
                return token.value();
            }
        } catch (InvalidDocumentException e) {
            // said below
        }
        throw new IOException("the token service gave no token");
    }

    private void stolen(String title, SocketClient.Call call, String expected) throws IOException {
        try {
            show(title, SocketClient.call(elsewhere, world.port(), call), expected);
        } catch (BindException e) {
            console.out().printf(ROW, title, "-", "not shown", "this machine has no second loopback address");
        }
    }

    private SocketClient.Reply play(String title, SocketClient.Call call, String expected) throws IOException {
        SocketClient.Reply reply = SocketClient.call(here, world.port(), call);
        show(title, reply, expected);
        return reply;
    }

    private void show(String title, SocketClient.Reply reply, String expected) {
        String outcome = world.latest();
        boolean asExpected = outcome.equals(expected);
        right &= asExpected;
        boolean flow = outcome.startsWith("flow ");
        String shown = String.format("%-22s", flow ? "allow" : outcome);
        String note = flow ? reply.body() : "";
        console.out()
                .printf(
                        "%-46s %-6s %s %s%n",
                        title,
                        reply.status(),
                        reply.status() == 200 ? console.good(shown) : console.bad(shown),
                        asExpected ? note : "expected " + expected);
    }
}
