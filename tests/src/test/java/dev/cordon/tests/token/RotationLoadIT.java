package dev.cordon.tests.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.ClientSecret;
import dev.cordon.tests.surroundings.Caller.Reply;
import dev.cordon.tests.surroundings.KeptConnection;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.token.RotatedSecrets.Given;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service calls through a real nginx as fast as it can, with tokens that it asks for by the secret that it was given,
 * while deploys replace that secret: nothing fails, and in the end the last secret alone is worth anything.
 *
 * <p>Its instances look now and then whether there is another secret, and use the one before once more when there is.
 * The grace is over when all of them have done so: deploys have a clock of their own, so that nothing hangs on how fast
 * this machine is.
 */
final class RotationLoadIT {

    private static final int ROTATIONS = Boolean.getBoolean("cordon.full") ? 1_000 : 100;
    private static final int INSTANCES = 4;
    private static final int CALLS_PER_TOKEN = 8;
    private static final int TOKENS_PER_LOOK = 2;

    /** A token is kept for so many others, so that it outlives several secrets. */
    private static final int TOKENS_PER_KEPT = 25;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Lookouts lookouts = new Lookouts();

    @BeforeAll
    static void find() {
        RealProgram.find("nginx");
    }

    @Test
    void nothing_fails_while_deploys_replace_the_secret_of_a_busy_caller() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        try (TokenShop shop = new TokenShop(folder, TokenShop.authority(folder));
                KeptConnection tokens = tokens(shop)) {
            RotatedSecrets secrets =
                    new RotatedSecrets(shop.store(), (id, secret) -> problem(tokens, secret), ROTATIONS);
            secrets.deploy();
            List<Future<Map<String, Long>>> instances = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                Instance instance = new Instance(shop, secrets, i);
                instances.add(threads.submit(instance::load));
            }
            long start = System.nanoTime();
            while (lookouts.allHave(secrets.generation()) && secrets.generation() < ROTATIONS) {
                secrets.deploy();
                if (lookouts.allHave(secrets.generation())) {
                    secrets.endGrace();
                }
            }
            double took = (System.nanoTime() - start) / 1e9;
            ended.set(true);
            Map<String, Long> answers = new TreeMap<>();
            for (Future<Map<String, Long>> instance : instances) {
                instance.get(1, TimeUnit.MINUTES).forEach((answer, count) -> answers.merge(answer, count, Long::sum));
            }
            System.out.printf("rotation load: %d rotations in %.1f s, %s%n", secrets.generation(), took, answers);
            assertThat(answers.keySet())
                    .containsExactly("call 200", "kept token 200", "secret before 200", "token 200");
            assertThat(secrets.generation()).as(lookouts.toString()).isEqualTo(ROTATIONS);
            assertThat(answers.get("secret before 200")).isEqualTo((long) ROTATIONS * INSTANCES);
            assertThat(secrets.all())
                    .allSatisfy(secret -> assertThat(
                                    ask(tokens, secret, "orders-api").status())
                            .isEqualTo(secret.equals(secrets.given().secret()) ? 200 : 401));
        } finally {
            ended.set(true);
            threads.shutdown();
        }
    }

    private static KeptConnection tokens(TokenShop shop) {
        return shop.caller("tokens.shop.example").keep();
    }

    private static Reply ask(KeptConnection tokens, ClientSecret secret, String audience) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString(("web-bff:" + secret.reveal()).getBytes(StandardCharsets.US_ASCII));
        return tokens.send(
                "POST /oauth2/token",
                "grant_type=client_credentials&audience=" + URLEncoder.encode(audience, StandardCharsets.US_ASCII),
                "Content-Type: application/x-www-form-urlencoded",
                "Authorization: Basic " + basic);
    }

    /** Tries a secret as whoever rotates it must, through nginx as its service will. */
    private static Optional<String> problem(KeptConnection tokens, ClientSecret secret) {
        try {
            int status = ask(tokens, secret, TokenShop.ISSUER).status();
            return status == 200 ? Optional.empty() : Optional.of("a trial is answered by " + status);
        } catch (Exception e) {
            return Optional.of("a trial is not answered: " + e);
        }
    }

    /** One that asks for tokens and calls, until it is ended. */
    private final class Instance {

        private final TokenShop shop;
        private final RotatedSecrets secrets;
        private final int number;
        private final Map<String, Long> answers = new TreeMap<>();
        private String kept = "";
        private int tokens;

        Instance(TokenShop shop, RotatedSecrets secrets, int number) {
            this.shop = shop;
            this.secrets = secrets;
            this.number = number;
        }

        /** How often each kind of answer came. */
        Map<String, Long> load() throws Exception {
            try (KeptConnection tokens = tokens(shop);
                    KeptConnection orders = shop.caller(TokenShop.ORDERS).keep()) {
                Given given = secrets.given();
                lookouts.has(number, given.generation());
                while (!ended.get()) {
                    for (int i = 0; i < TOKENS_PER_LOOK; i++) {
                        call(orders, count("token", ask(tokens, given.secret(), "orders-api")));
                    }
                    Given next = secrets.given();
                    if (next.generation() != given.generation()) {
                        // at once: what is given works already
                        call(orders, count("token", ask(tokens, next.secret(), "orders-api")));
                        call(orders, count("secret before", ask(tokens, given.secret(), "orders-api")));
                        given = next;
                        lookouts.has(number, given.generation());
                    }
                }
                return answers;
            } finally {
                lookouts.left();
            }
        }

        private void call(KeptConnection orders, Reply issued) throws Exception {
            String token = issued.body().replaceAll("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
            if (tokens++ % TOKENS_PER_KEPT == 0) {
                kept = token;
            }
            for (int i = 0; i < CALLS_PER_TOKEN; i++) {
                count("call", order(orders, token));
            }
            count("kept token", order(orders, kept));
        }

        private Reply order(KeptConnection orders, String token) throws Exception {
            return orders.send("GET /orders/1", "", "Authorization: Bearer " + token);
        }

        private Reply count(String what, Reply reply) {
            answers.merge(what + " " + reply.status(), 1L, Long::sum);
            return reply;
        }
    }

    /** Which secret each instance uses; nothing that it began with an earlier one goes on. Safe for many threads. */
    private static final class Lookouts {

        private final long[] generations = new long[INSTANCES];
        private boolean anyLeft;

        Lookouts() {
            Arrays.fill(generations, -1);
        }

        synchronized void has(int instance, long generation) {
            generations[instance] = generation;
            notifyAll();
        }

        synchronized void left() {
            anyLeft = true;
            notifyAll();
        }

        /** Waits until all use that one; false where that does not come. */
        synchronized boolean allHave(long generation) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            long left = PATIENCE.toMillis();
            while (!anyLeft && left > 0 && Arrays.stream(generations).anyMatch(one -> one != generation)) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
            return Arrays.stream(generations).allMatch(one -> one == generation);
        }

        @Override
        public synchronized String toString() {
            return "generations in use " + Arrays.toString(generations);
        }
    }
}
