package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.token.SignerUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** The demonstration from its first call to the verification of its log. */
final class DemoPlay {

    /** Between two calls, well below the rate of the flow. */
    private static final Duration BUSY = Duration.ofMillis(10);

    private final Console console;
    private final DemoWorld world;
    private final DemoClients clients;
    private final DemoStage stage;
    private final DemoLives lives;

    DemoPlay(Console console, DemoWorld world) throws IOException {
        this.console = console;
        this.world = world;
        this.clients = world.clients();
        this.stage = new DemoStage(console, world);
        this.lives = new DemoLives(stage, world, console);
    }

    /** Makes all calls, and ends the log; whether each came out as it must. */
    boolean run() throws IOException {
        try {
            stage.note("policy docs/examples/shop/shop.yaml, but that tokens for payments are bound to a key, not to a"
                    + " certificate,");
            stage.note("and that deploys replace web-bff's secret");
            stage.note("callers see the status, the log has the reason");
            String checkout = asks();
            calls(checkout);
            revocation(checkout, chain(checkout));
            new DemoQuarantine(stage, world, new DemoOperator(world, console)).run();
            lives.run();
            stage.heading("Its own log is verified");
            stage.check(world.verifyLog());
            return stage.isRight();
        } catch (SignerUnavailableException e) {
            throw new IOException(e);
        }
    }

    /** Has web-bff deployed again, gets a token for it, and leaves it where curl can take it from. */
    void leaveToken() throws IOException {
        SocketClient.Call call = clients.webAsks("orders-api", lives.deployAgain());
        Files.writeString(
                world.folder().resolve("web-bff.headers"),
                "Host: " + DemoWorld.ORDERS + "\nAuthorization: Bearer " + DemoCalls.token(stage.call(call)) + "\n");
    }

    private String asks() throws IOException {
        stage.title("A token is made for one edge");
        String secret = clients.revealSecret();
        String checkout = DemoCalls.token(stage.play(
                "web-bff asks for a token for orders", clients.webAsks("orders-api", secret), "token for checkout"));
        stage.play("... for payments, where no flow leads", clients.webAsks("payments-api", secret), "invalid_target");
        stage.play("somebody asks with a guessed secret", clients.webAsks("orders-api", "guessed"), "invalid_client");
        return checkout;
    }

    private void calls(String checkout) throws IOException {
        DemoTokens tokens = new DemoTokens(world, console);
        stage.title("Every call is checked");
        stage.play("web-bff places an order", DemoCalls.orders("POST /orders", checkout), "flow checkout");
        stage.play("... without a token", DemoCalls.orders("POST /orders", ""), "TOKEN_MISSING");
        stage.play("... cancels one, which no flow allows", DemoCalls.orders("DELETE /orders/7", checkout), "NO_FLOW");
        stage.play("... its token at another service", DemoCalls.reports(checkout), "AUDIENCE_MISMATCH");
        stage.playFromElsewhere(
                "... its token stolen, from another address",
                DemoCalls.orders("POST /orders", checkout),
                "BINDING_NETWORK");
        stage.play(
                "... its token after it expired", DemoCalls.orders("POST /orders", tokens.expired()), "TOKEN_EXPIRED");
        stage.play(
                "... its token rewritten for another flow",
                DemoCalls.orders("POST /orders", DemoTokens.altered(checkout)),
                "SIGNATURE_INVALID");
        stage.play("a partner asks for reports", DemoCalls.reports(tokens.partner()), "FORBIDDEN");
    }

    private String chain(String checkout) throws IOException, SignerUnavailableException {
        stage.title("A chain goes where the policy leads");
        stage.play("web-bff exchanges its own token", clients.webExchanges(checkout), "invalid_request");
        stage.play(
                "orders-api exchanges it for reports",
                clients.ordersExchanges(clients.assertionKey(), checkout, "reports-api"),
                "invalid_target");
        String charge = DemoCalls.token(stage.play(
                "... for payments, the next hop",
                clients.ordersExchanges(clients.assertionKey(), checkout, "payments-api"),
                "token for charge"));
        SocketClient.Call proven = clients.ordersCharges(charge);
        stage.play("orders-api charges the customer", proven, "flow charge");
        stage.play("... the same call again, by a thief", proven, "DPOP_REPLAYED");
        stage.play("... its token stolen, without its key", DemoCalls.charges(charge), "DPOP_MISSING");
        return charge;
    }

    /** Nothing hurries the enforcement here: what is measured is what anybody would wait. */
    private void revocation(String checkout, String charge) throws IOException, SignerUnavailableException {
        SocketClient.Call order = DemoCalls.orders("POST /orders", checkout);
        stage.title("A token is revoked while it is used, and its chain ends as one");
        stage.play("web-bff places an order", order, "flow checkout");
        long asked = System.nanoTime();
        stage.play("... revokes its token", clients.webRevokes(checkout), "done");
        stage.repeat(
                "... goes on, to the first call that is denied",
                order,
                new DemoStage.Wait("CHAIN_REVOKED", BUSY, "revocation", asked));
        stage.play("orders-api charges once more", clients.ordersCharges(charge), "CHAIN_REVOKED");
    }
}
