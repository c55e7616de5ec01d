package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bundles that are nearly sound are loaded or refused, for each documented cause, and nothing else is thrown. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundBundlesTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 1_000;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Environment PRODUCTION = new Environment("production");
    private static final Edition EDITION = new Edition(PRODUCTION, 7, NOW.plusSeconds(60));
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0061",
            "..",
            "=",
            "[[",
            "{\"a\":",
            "\"alg\":\"none\",",
            "\"format\":2",
            "\"policy\":\"bank\"",
            "\"environment\":\"test\"",
            "\"sequence\":6",
            "\"validUntil\":1",
            "\"all\"",
            "{\"mtls\":\"required\"}",
            "\"network\":[\"10.0.0.0/8\"]",
            "[0,1]",
            "\"mode\":\"shadow\",");

    private final Policy policy = small();

    private static Policy small() {
        try {
            return PolicyCodec.decode(PolicyCodecTest.SMALL.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_nearly_sound_unsigned_bundle_is_loaded_or_refused_for_each_cause() throws Exception {
        BundleExpectations expected = new BundleExpectations(BundleTrust.allowUnsigned(), policy.name(), PRODUCTION, 7);
        List<String> sound = new ArrayList<>(List.of(text(Bundle.unsigned(policy, EDITION))));
        sound.add(text(Bundle.unsigned(policy, new Edition(PRODUCTION, 6, NOW.plusSeconds(60)))));
        sound.add(text(Bundle.unsigned(policy, new Edition(PRODUCTION, 7, NOW))));
        sound.add(text(Bundle.sign(policy, EDITION, KEY)));
        Mutator texts = new Mutator(SEED, sound, PIECES);
        MeteredReader<Optional<BundleRefusal>> reader =
                new MeteredReader<>(BYTES_PER_CHARACTER, text -> refusal(text, expected));
        Set<BundleRefusal> refused = EnumSet.noneOf(BundleRefusal.class);
        int loaded = 0;
        for (int i = 0; i < (FULL ? 400_000 : 15_000); i++) {
            Optional<BundleRefusal> refusal = reader.read(texts.next());
            refusal.ifPresent(refused::add);
            loaded += refusal.isEmpty() ? 1 : 0;
        }

        assertThat(loaded).as("bundles of seed %d that are loaded", SEED).isPositive();
        assertThat(refused)
                .as("seed %d", SEED)
                .containsExactlyInAnyOrder(
                        BundleRefusal.FORMAT,
                        BundleRefusal.SIGNATURE,
                        BundleRefusal.OTHER_POLICY,
                        BundleRefusal.OTHER_ENVIRONMENT,
                        BundleRefusal.EXPIRED,
                        BundleRefusal.SEQUENCE,
                        BundleRefusal.CONTENT);
    }

    @Test
    void nearly_a_signed_bundle_is_never_loaded_but_as_it_was_signed() throws Exception {
        BundleExpectations expected =
                new BundleExpectations(BundleTrust.pinned(KEY.publicKeys()), policy.name(), PRODUCTION, 7);
        String sound = text(Bundle.sign(policy, EDITION, KEY));
        Mutator texts = new Mutator(SEED, List.of(sound), PIECES);
        MeteredReader<Optional<BundleRefusal>> reader =
                new MeteredReader<>(BYTES_PER_CHARACTER, text -> refusal(text, expected));
        int loaded = 0;
        for (int i = 0; i < (FULL ? 200_000 : 5_000); i++) {
            String text = texts.next();
            boolean isLoaded = reader.read(text).isEmpty();
            assertThat(isLoaded).as("seed %d: `%s`", SEED, text).isEqualTo(text.equals(sound));
            loaded += isLoaded ? 1 : 0;
        }
        assertThat(loaded).as("loads with seed %d", SEED).isPositive();
    }

    /** Why a text is refused; what is loaded has the one text that its policy is written as. */
    private static Optional<BundleRefusal> refusal(String text, BundleExpectations expected) {
        try {
            LoadedBundle loaded = BundleLoader.load(bytes(text), expected, NOW);
            // a lone surrogate of the text is a question mark among the bytes
            assertThat(text(bytes(text)))
                    .endsWith("\n" + text(PolicyCodec.encode(loaded.policy().source())));
            return Optional.empty();
        } catch (BundleRefusedException e) {
            assertThat(e.getMessage()).isNotBlank().isEqualTo(VisibleText.of(e.getMessage()));
            return Optional.of(e.refusal());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
