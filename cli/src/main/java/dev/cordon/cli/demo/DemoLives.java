package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.revocation.RevocationList;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A deploy replaces the secret of web-bff while it calls, and a retirement leaves it nothing. */
final class DemoLives {

    private static final Duration BUSY = Duration.ofMillis(10);
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    /** So many tokens are asked for with a secret before it is looked for another one, and at the end with the new. */
    private static final int TOKENS_PER_LOOK = 8;

    private static final int CALLS_PER_TOKEN = 4;

    private final DemoStage stage;
    private final DemoClients clients;
    private final DemoPipeline pipeline;
    private final Console console;
    private Instant retired = Instant.EPOCH;

    DemoLives(DemoStage stage, DemoWorld world, Console console) {
        this.stage = stage;
        this.clients = world.clients();
        this.pipeline = new DemoPipeline(world, console);
        this.console = console;
    }

    void run() throws IOException {
        stage.title("A deploy replaces a secret while calls go on");
        String before = clients.revealSecret();
        String earlier = DemoCalls.token(stage.play("web-bff asks for a token", asks(before), "token for checkout"));
        String after = new Load(before).run();
        stage.play("... asks with its secret before, in its grace", asks(before), "token for checkout");
        String token = DemoCalls.token(stage.play("... asks with its new secret", asks(after), "token for checkout"));
        stage.play("... places an order", order(token), "flow checkout");
        retirement(before, after, earlier, token);
    }

    private void retirement(String before, String after, String earlier, String token) throws IOException {
        stage.title("A service is retired, and nothing that it had works any more");
        retired = console.clock().instant();
        long asked = System.nanoTime();
        stage.note(pipeline.retire());
        DemoStage.Wait refused = new DemoStage.Wait("invalid_client", BUSY, "retirement", asked);
        stage.repeat("web-bff asks for tokens, to the first refusal", asks(after), refused);
        stage.repeat("... asks with its secret before", asks(before), refused);
        DemoStage.Wait denied = new DemoStage.Wait("SERVICE_REVOKED", BUSY, "retirement", asked);
        stage.repeat("... goes on, to the first call that is denied", order(token), denied);
        stage.repeat("... with its token from before the deploy", order(earlier), denied);
    }

    /** Deploys web-bff again, as soon as what it gets is not taken for what it had; its secret. */
    String deployAgain() throws IOException {
        stage.note(
                "waiting up to " + RevocationList.LEEWAY + " s: what is given so soon after a retirement is dead, too");
        while (console.clock().instant().getEpochSecond() < retired.getEpochSecond() + RevocationList.LEEWAY + 1) {
            DemoStage.pause(BUSY);
        }
        stage.note(pipeline.deploy("3"));
        long asked = System.nanoTime();
        Optional<String> given = pipeline.revealSecret();
        while (given.isEmpty() && System.nanoTime() - asked < PATIENCE) {
            DemoStage.pause(BUSY);
            given = pipeline.revealSecret();
        }
        return given.orElseThrow(() -> new IOException("web-bff is given no secret"));
    }

    private SocketClient.Call asks(String secret) {
        return clients.webAsks("orders-api", secret);
    }

    private static SocketClient.Call order(String token) {
        return DemoCalls.orders("POST /orders", token);
    }

    /** web-bff at work: asks for tokens, calls with them, and looks now and then whether it is given another secret. */
    private final class Load {

        private String secret;
        private int tokens;
        private int calls;
        private int failed;
        private int status = 200;

        Load(String secret) {
            this.secret = secret;
        }

        /** Goes on while it is deployed, until it has worked with its new secret; that one. */
        String run() throws IOException {
            work();
            stage.note(pipeline.deploy("2"));
            long asked = System.nanoTime();
            Optional<String> given = pipeline.revealSecret();
            while (given.isEmpty() && System.nanoTime() - asked < PATIENCE) {
                work();
                given = pipeline.revealSecret();
            }
            double took = (System.nanoTime() - asked) / 1e9;
            stage.check(given.isPresent());
            secret = given.orElse(secret);
            work();
            String which = given.isPresent() ? "the new secret came after" : "no new secret came in";
            stage.total(
                    "... goes on all the while",
                    new SocketClient.Reply(status, ""),
                    failed,
                    String.format(Locale.ROOT, "%d calls with %d tokens; %s %.2f s", calls, tokens, which, took));
            return secret;
        }

        private void work() throws IOException {
            for (int i = 0; i < TOKENS_PER_LOOK; i++) {
                SocketClient.Reply issued = counted(stage.call(asks(secret)));
                tokens++;
                for (int j = 0; issued.status() == 200 && j < CALLS_PER_TOKEN; j++) {
                    SocketClient.Reply unused = counted(stage.call(order(DemoCalls.token(issued))));
                    calls++;
                }
                DemoStage.pause(BUSY);
            }
        }

        private SocketClient.Reply counted(SocketClient.Reply reply) {
            if (reply.status() != 200) {
                status = failed++ == 0 ? reply.status() : status;
            }
            return reply;
        }
    }
}
