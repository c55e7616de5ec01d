package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.tests.proxy.RevokingShop.Held;
import dev.cordon.tests.surroundings.RealProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From an operator's command to the first denied call, through real proxies, and no allowed call after it. */
final class RevocationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS_AFTER = 100;

    @TempDir
    private Path folder;

    private final List<String> delays = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = ProxyKind.class,
            names = {"NGINX", "CADDY"})
    void what_is_revoked_is_denied_at_once_and_for_good(ProxyKind kind) throws Exception {
        RealProgram.find(kind.name().toLowerCase(Locale.ROOT));
        Path own = Files.createDirectories(folder.resolve(kind.name()));
        try (RevokingShop shop = new RevokingShop(kind, own, Shop.authority(folder))) {
            Held token = shop.donation().orElseThrow();
            Held other = shop.donation().orElseThrow();
            revoked(shop, token, Reason.TOKEN_REVOKED, "revoke", "--token", token.id(), "--issuer", "cordon");
            assertThat(shop.passes(other)).as("another token").isTrue();

            Held charge = shop.charge().orElseThrow();
            revoked(shop, charge, Reason.CHAIN_REVOKED, "revoke", "--chain", charge.transaction());

            Held chained = shop.charge().orElseThrow();
            String now = Instant.now().toString();
            revoked(
                    shop,
                    chained,
                    Reason.TOKEN_CUT_OFF,
                    "revoke",
                    "--service",
                    "web-bff",
                    "--issued-before",
                    now.substring(0, 19) + "Z");
            assertThat(shop.passes(other)).as("what the caller held itself").isFalse();
            assertThat(shop.donation()).as("with a credential from before").isEmpty();

            quarantine(shop);

            Held signed = afterwards(shop);
            revoked(shop, signed, Reason.KEY_REVOKED, "revoke", "--key", signed.keyId(), "--issuer", "cordon");
        }
        System.out.println("from the command to the first denied call, " + kind + ": " + String.join(", ", delays));
    }

    private void quarantine(RevokingShop shop) throws Exception {
        Held before = afterwards(shop);
        Instant begun = Instant.now();
        revoked(
                shop,
                before,
                Reason.QUARANTINED,
                "quarantine",
                "begin",
                "--segment",
                "payments",
                "--for",
                "4s",
                "--reason",
                "a test");
        assertThat(shop.donation()).as("issued in quarantine").isEmpty();
        Held after = afterwards(shop);
        assertThat(Instant.now()).as("the quarantine's end").isAfter(begun.plusSeconds(4));
        assertThat(shop.passes(after)).isTrue();
        assertThat(shop.passes(before)).as("a token from before the end").isFalse();
        assertThat(shop.reason()).isEqualTo(Reason.TOKEN_CUT_OFF);
    }

    /** A token that works, as soon as there is one, with credentials from then on. */
    private static Held afterwards(RevokingShop shop) throws Exception {
        Instant last = Instant.now().plus(PATIENCE);
        Instant replace = Instant.now();
        while (Instant.now().isBefore(last)) {
            if (!Instant.now().isBefore(replace)) {
                shop.replaceCredentials();
                replace = Instant.now().plusSeconds(1);
            }
            Optional<Held> token = shop.donation();
            if (token.isPresent() && shop.passes(token.get())) {
                return token.get();
            }
        }
        throw new AssertionError("no token works any more");
    }

    private void revoked(RevokingShop shop, Held token, Reason why, String... command) throws Exception {
        assertThat(shop.passes(token)).as("before %s", List.of(command)).isTrue();
        long asked = System.nanoTime();
        shop.operate(command);
        int passed = 0;
        while (shop.passes(token)) {
            passed++;
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PATIENCE);
        }
        Duration delay = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(shop.reason()).isEqualTo(why);
        for (int i = 0; i < CALLS_AFTER; i++) {
            assertThat(shop.passes(token))
                    .as("call %s after the first denied one", i)
                    .isFalse();
        }
        delays.add(why + " " + delay.toMillis() + " ms (" + passed + " calls)");
    }
}
