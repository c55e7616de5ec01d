package dev.cordon.cli.demo;

import dev.cordon.policy.SegmentName;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.Zone;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.time.Duration;

/** A segment is cut off, and what is dead and what works after that. */
final class DemoQuarantine {

    private static final Zone ORDERING = new Zone.OfSegment(new SegmentName("ordering"));

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration PATIENT = Duration.ofMillis(100);

    private final DemoStage stage;
    private final DemoWorld world;
    private final DemoClients clients;
    private final DemoOperator operator;

    DemoQuarantine(DemoStage stage, DemoWorld world, DemoOperator operator) {
        this.stage = stage;
        this.world = world;
        this.clients = world.clients();
        this.operator = operator;
    }

    void run() throws IOException, SignerUnavailableException {
        stage.title("A segment is put into quarantine");
        String checkout = webAsks("web-bff asks for a new token", "token for checkout");
        String charge = DemoCalls.token(ordersExchanges("orders-api exchanges it", clients.assertionKey(), checkout));
        during(checkout, charge);
        after(checkout);
    }

    private void during(String checkout, String charge) throws IOException, SignerUnavailableException {
        stage.note("operator: " + operator.begin(ORDERING, LONGEST, "a key of orders-api was found in a log"));
        world.refresh();
        stage.play("web-bff places an order", DemoCalls.orders("POST /orders", checkout), "QUARANTINED");
        stage.play("orders-api charges the customer", clients.ordersCharges(charge), "QUARANTINED");
        stage.play(
                "web-bff asks for a token for orders",
                clients.webAsks("orders-api", clients.revealSecret()),
                "invalid_target");
    }

    private void after(String checkout) throws IOException, SignerUnavailableException {
        stage.note("operator: " + operator.end(ORDERING));
        long ended = System.nanoTime();
        stage.note("waiting up to " + RevocationList.LEEWAY
                + " s: so much longer it holds, for a clock that is ahead must not end it early");
        world.refresh();
        stage.repeat(
                "web-bff goes on with its old token",
                DemoCalls.orders("POST /orders", checkout),
                new DemoStage.Wait("TOKEN_CUT_OFF", PATIENT, "end", ended));
        String anew = webAsks("web-bff asks for a new token", "token for checkout");
        stage.play("... places an order", DemoCalls.orders("POST /orders", anew), "flow checkout");
        stage.play(
                "orders-api asks with its old credential",
                clients.ordersExchanges(clients.assertionKey(), anew, "payments-api"),
                "invalid_client");
        SigningKey key = operator.newKey("orders-api");
        stage.note("operator: service `orders-api` has a new credential");
        String charge = DemoCalls.token(ordersExchanges("orders-api asks with its new credential", key, anew));
        stage.play("... charges the customer", clients.ordersCharges(charge), "flow charge");
    }

    private String webAsks(String title, String expected) throws IOException {
        return DemoCalls.token(stage.play(title, clients.webAsks("orders-api", clients.revealSecret()), expected));
    }

    private SocketClient.Reply ordersExchanges(String title, SigningKey key, String token)
            throws IOException, SignerUnavailableException {
        return stage.play(title, clients.ordersExchanges(key, token, "payments-api"), "token for charge");
    }
}
