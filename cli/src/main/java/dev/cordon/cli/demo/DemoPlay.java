package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
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

    /** A call, from where, and what must come of it. */
    private record Scene(String title, InetAddress from, SocketClient.Call call, String expected) {}

    DemoPlay(Console console, DemoWorld world) {
        this.console = console;
        this.world = world;
    }

    /** Makes all calls; whether each came out as it must. */
    boolean run() throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        DemoTokens tokens = new DemoTokens(world, console);
        String checkout = tokens.checkout();
        Files.writeString(
                world.folder().resolve("web-bff.headers"),
                "Host: " + DemoWorld.ORDERS + "\nAuthorization: Bearer " + checkout + "\n");
        console.out().println(console.strong("Two services behind the enforcement, and eight calls"));
        console.out()
                .println(console.faint(
                        "policy docs/examples/shop/shop.yaml; callers see the status, the log has the reason"));
        console.out().println();
        console.out().printf(ROW, "call", "status", "decision", "");
        List<Scene> scenes = List.of(
                scene("web-bff places an order", here, orders("POST /orders", checkout), "flow checkout"),
                scene("... without a token", here, orders("POST /orders", ""), "TOKEN_MISSING"),
                scene("... cancels one, which no flow allows", here, orders("DELETE /orders/7", checkout), "NO_FLOW"),
                scene("... its token at another service", here, reports(checkout), "AUDIENCE_MISMATCH"),
                scene(
                        "... its token stolen, from another address",
                        elsewhere,
                        orders("POST /orders", checkout),
                        "BINDING_NETWORK"),
                scene(
                        "... its token after it expired",
                        here,
                        orders("POST /orders", tokens.expired()),
                        "TOKEN_EXPIRED"),
                scene(
                        "... its token rewritten for another flow",
                        here,
                        orders("POST /orders", DemoTokens.altered(checkout)),
                        "SIGNATURE_INVALID"),
                scene("a partner asks for reports", here, reports(tokens.partner()), "FORBIDDEN"));
        boolean right = true;
        for (Scene scene : scenes) {
            right &= play(scene);
        }
        return right;
    }

    private static Scene scene(String title, InetAddress from, SocketClient.Call call, String expected) {
        return new Scene(title, from, call, expected);
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
                token.isEmpty()
                        ? List.of("Host: " + host)
                        : List.of("Host: " + host, "Authorization: Bearer " + token));
    }

    private boolean play(Scene scene) throws IOException {
        SocketClient.Reply reply;
        try {
            reply = SocketClient.call(scene.from(), world.port(), scene.call());
        } catch (BindException e) {
            console.out().printf(ROW, scene.title(), "-", "not shown", "this machine has no second loopback address");
            return true;
        }
        String decision = world.latest();
        boolean right = decision.equals(scene.expected());
        boolean allowed = reply.status() == 200;
        String shown = allowed ? console.good(pad("allow")) : console.bad(pad(decision));
        String note = allowed ? reply.body() : "";
        console.out()
                .printf(
                        "%-46s %-6s %s %s%n",
                        scene.title(), reply.status(), shown, right ? note : "expected " + scene.expected());
        return right;
    }

    private static String pad(String text) {
        return String.format("%-22s", text);
    }
}
