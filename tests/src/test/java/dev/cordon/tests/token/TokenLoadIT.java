package dev.cordon.tests.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.CredentialProof;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services ask for tokens and call with them as fast as they can, while the policy is published again and again and
 * signing keys follow one another: every answer is the right one, and memory does not grow but for the recent tokens
 * that are kept.
 */
final class TokenLoadIT {

    private static final Duration LOAD = Duration.ofSeconds(Boolean.getBoolean("cordon.full") ? 60 : 10);
    private static final int CALLERS = 4;
    private static final int CALLS_PER_TOKEN = 8;
    private static final Duration LEAD = Duration.ofSeconds(4);

    /** What a recent token takes that the enforcement keeps, of which it keeps 65,536; and what else may differ. */
    private static final long PER_TOKEN = 2L << 10;

    private static final long SLACK = 24L << 20;
    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString();
    private static final String SECRET = "secret-of-web-bff";

    @TempDir
    private Path folder;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void every_answer_is_right_while_policies_and_keys_change() throws Exception {
        try (TokenShop shop = new TokenShop(folder, TokenShop.authority(folder))) {
            shop.register("web-bff", new CredentialProof.Secret(TokenHash.of(SECRET)));
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            List<Future<Map<String, Long>>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> load(shop)));
            }
            long start = System.nanoTime();
            Changes changes = new Changes(shop);
            changes.goOnUntil(start + LOAD.toNanos() / 3);
            long before = usedMemory();
            changes.goOnUntil(start + LOAD.toNanos());
            long after = usedMemory();
            ended.set(true);
            Map<String, Long> answers = new TreeMap<>();
            for (Future<Map<String, Long>> caller : callers) {
                caller.get(1, TimeUnit.MINUTES).forEach((answer, count) -> answers.merge(answer, count, Long::sum));
            }
            threads.shutdown();
            System.out.printf(
                    "token load: %d s, %s, %d policies, %d keys, memory %d MiB then %d MiB%n",
                    LOAD.toSeconds(), answers, changes.sequence, changes.keys, before >> 20, after >> 20);
            assertThat(answers.keySet()).containsExactly("call 204", "leap 403", "revoke 200", "token 200");
            assertThat(changes.sequence).isGreaterThan(3);
            assertThat(changes.keys).isGreaterThan(1);
            assertThat(after - before).isLessThan(answers.getOrDefault("token 200", 0L) * PER_TOKEN + SLACK);
        } finally {
            ended.set(true);
        }
    }

    /** How often each kind of answer came, asked as a proxy asks that keeps its connections. */
    private Map<String, Long> load(TokenShop shop) throws Exception {
        Map<String, Long> answers = new TreeMap<>();
        HttpClient client = HttpClient.newHttpClient();
        for (int round = 0; !ended.get(); round++) {
            HttpResponse<String> issued =
                    client.send(form(shop, "token", "grant_type=client_credentials&audience=orders-api"), TEXT);
            answers.merge("token " + issued.statusCode(), 1L, Long::sum);
            String token = issued.body().replaceAll("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
            for (int i = 0; i < CALLS_PER_TOKEN; i++) {
                count(answers, "call", client.send(question(shop, "GET", token), TEXT));
            }
            count(answers, "leap", client.send(question(shop, "DELETE", token), TEXT));
            if (round % CALLS_PER_TOKEN == 0) {
                count(answers, "revoke", client.send(form(shop, "revoke", "token=" + token), TEXT));
            }
        }
        return answers;
    }

    private static void count(Map<String, Long> answers, String what, HttpResponse<String> answer) {
        answers.merge(what + " " + answer.statusCode(), 1L, Long::sum);
    }

    private static HttpRequest form(TokenShop shop, String endpoint, String form) {
        String basic = Base64.getEncoder().encodeToString(("web-bff:" + SECRET).getBytes(StandardCharsets.UTF_8));
        return asked(shop.tokenPort(), "/oauth2/" + endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static HttpRequest question(TokenShop shop, String method, String token) {
        return asked(shop.callPort(), "/authorize")
                .header("X-Original-Method", method)
                .header("X-Original-URI", "/orders/1")
                .header("X-Original-Host", TokenShop.ORDERS)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static HttpRequest.Builder asked(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", "10.20.0.7")
                .header("X-Client-Verify", "NONE");
    }

    /** Policies and keys that follow one another. For one thread. */
    private static final class Changes {

        private final TokenShop shop;
        private final KeySchedule schedule = new KeySchedule(LEAD, Duration.ofDays(1), Duration.ofHours(1));
        private long sequence = 1;
        private int keys = 1;

        Changes(TokenShop shop) {
            this.shop = shop;
        }

        void goOnUntil(long nanoTime) throws Exception {
            while (System.nanoTime() < nanoTime) {
                shop.publish(++sequence);
                while (!shop.notices.take().startsWith("now in use: policy `shop` sequence " + sequence + ",")) {
                    // an earlier notice
                }
                rotate();
            }
        }

        private void rotate() throws Exception {
            SigningKeyStore store = shop.store().signingKeys();
            SigningKeys known = store.read();
            Instant now = Instant.now();
            if (!now.isBefore(known.keys().get(known.keys().size() - 1).signsFrom())) {
                SigningKey fresh = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
                assertThat(store.replace(schedule.rotated(known, fresh, now))).isTrue();
                keys++;
            }
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
