package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BundleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Environment PRODUCTION = new Environment("production");
    private static final Edition EDITION = new Edition(PRODUCTION, 7, NOW.plusSeconds(60));
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final SigningKey OTHER = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private final Policy policy = small();

    private static Policy small() {
        try {
            return PolicyCodec.decode(PolicyCodecTest.SMALL.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BundleExpectations expecting(BundleTrust trust) {
        return new BundleExpectations(trust, new PolicyName("shop"), PRODUCTION, 7);
    }

    private static BundleExpectations pinned() {
        return expecting(BundleTrust.pinned(KEY.publicKeys()));
    }

    private static BundleExpectations lax() {
        return expecting(BundleTrust.allowUnsigned());
    }

    private static BundleRefusedException refused(byte[] bytes, BundleExpectations expected, Instant now) {
        BundleRefusedException refused =
                catchThrowableOfType(BundleRefusedException.class, () -> BundleLoader.load(bytes, expected, now));
        assertThat(refused).as("the bundle is refused").isNotNull();
        assertThat(refused.getMessage()).doesNotContain("\n").matches("[a-z].*");
        return refused;
    }

    private static BundleRefusal refusal(byte[] bytes, BundleExpectations expected) {
        return refused(bytes, expected, NOW).refusal();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_signed_bundle_is_loaded_with_a_pinned_key(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
        byte[] bundle = Bundle.sign(policy, EDITION, key);

        LoadedBundle loaded = BundleLoader.load(bundle, expecting(BundleTrust.pinned(key.publicKeys())), NOW);

        assertThat(loaded.policy().source()).isEqualTo(policy);
        assertThat(loaded.revision().policy()).isEqualTo(policy.name());
        assertThat(loaded.revision().environment()).isEqualTo(PRODUCTION);
        assertThat(loaded.revision().sequence()).isEqualTo(7);
        assertThat(loaded.revision().validUntil()).isEqualTo(EDITION.validUntil());
        assertThat(loaded.revision().hash()).isEqualTo(PolicyCodec.revision(PolicyCodec.encode(policy)));
    }

    @Test
    void an_unsigned_bundle_is_refused_unless_unsigned_ones_are_asked_for() throws Exception {
        byte[] bundle = Bundle.unsigned(policy, EDITION);

        assertThat(refusal(bundle, pinned())).isEqualTo(BundleRefusal.UNSIGNED);
        assertThat(refusal(bundle, expecting(BundleTrust.nobody()))).isEqualTo(BundleRefusal.UNSIGNED);
        assertThat(BundleLoader.load(bundle, lax(), NOW).policy().source()).isEqualTo(policy);
    }

    @Test
    void a_signed_bundle_is_refused_where_no_key_is_pinned() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);

        assertThat(refusal(bundle, expecting(BundleTrust.nobody()))).isEqualTo(BundleRefusal.SIGNATURE);
        assertThat(refusal(bundle, lax())).isEqualTo(BundleRefusal.SIGNATURE);
    }

    @Test
    void a_bundle_that_another_key_signed_is_refused() throws Exception {
        assertThat(refusal(Bundle.sign(policy, EDITION, OTHER), pinned())).isEqualTo(BundleRefusal.SIGNATURE);
    }

    @Test
    void a_bundle_is_refused_from_the_second_on_at_which_its_time_is_over() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);

        assertThat(BundleLoader.load(bundle, pinned(), EDITION.validUntil().minusMillis(1)))
                .isNotNull();
        assertThat(refused(bundle, pinned(), EDITION.validUntil()).refusal()).isEqualTo(BundleRefusal.EXPIRED);
    }

    @Test
    void a_lower_sequence_than_the_one_in_use_is_refused() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);

        assertThat(BundleLoader.load(bundle, pinned().atLeast(7), NOW)).isNotNull();
        assertThat(refusal(bundle, pinned().atLeast(8))).isEqualTo(BundleRefusal.SEQUENCE);
        assertThat(pinned().atLeast(3).minimumSequence())
                .as("the minimum never falls")
                .isEqualTo(7);
    }

    @Test
    void old_content_comes_back_under_a_new_sequence() throws Exception {
        byte[] bundle = Bundle.sign(policy, new Edition(PRODUCTION, 9, NOW.plusSeconds(60)), KEY);

        LoadedBundle loaded = BundleLoader.load(bundle, pinned().atLeast(8), NOW);

        assertThat(loaded.revision().hash())
                .isEqualTo(BundleLoader.load(Bundle.sign(policy, EDITION, KEY), pinned(), NOW)
                        .revision()
                        .hash());
    }

    @Test
    void another_policy_or_environment_is_refused() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);
        BundleTrust trust = pinned().trust();
        BundleExpectations otherPolicy = new BundleExpectations(trust, new PolicyName("bank"), PRODUCTION, 0);
        BundleExpectations otherEnvironment = new BundleExpectations(trust, policy.name(), new Environment("test"), 0);

        assertThat(refusal(bundle, otherPolicy)).isEqualTo(BundleRefusal.OTHER_POLICY);
        assertThat(refusal(bundle, otherEnvironment)).isEqualTo(BundleRefusal.OTHER_ENVIRONMENT);
    }

    @Test
    void a_header_that_contradicts_its_content_is_refused() {
        String unsigned = text(Bundle.unsigned(policy, EDITION));
        byte[] otherName = bytes(unsigned.replace("\"name\":\"shop\"", "\"name\":\"bank\""));
        byte[] otherPlace = bytes(unsigned.replace("[\"production\"]", "[\"test\"]"));

        assertThat(refusal(otherName, lax())).isEqualTo(BundleRefusal.OTHER_POLICY);
        assertThat(refusal(otherPlace, lax())).isEqualTo(BundleRefusal.OTHER_ENVIRONMENT);
    }

    @Test
    void a_header_of_another_format_or_with_more_in_it_is_refused() {
        String unsigned = text(Bundle.unsigned(policy, EDITION));

        for (String changed : new String[] {
            unsigned.replace("\"format\":1", "\"format\":2"),
            unsigned.replace("\"format\":1,", ""),
            unsigned.replace("\"format\":1", "\"format\":1,\"more\":1"),
            unsigned.replace("\"format\":1", "\"alg\":\"none\",\"format\":1"),
            unsigned.replace("\"sequence\":7", "\"sequence\":-7"),
            unsigned.replace("\"sequence\":7", "\"sequence\":\"7\""),
            unsigned.replace("\"policy\":\"shop\"", "\"policy\":\"Shop\""),
            unsigned.replace("cordon-bundle+unsigned", "cordon-bundle+jws"),
            unsigned.replaceFirst("\"validUntil\":[0-9]+", "\"validUntil\":-1"),
            unsigned.replaceFirst(".*\n", "\n"),
            unsigned.replaceFirst(".*\n", ""),
            "",
            "\n",
            "{}\n{}",
            "x..\n{}",
            "a".repeat(100_000) + "\n{}",
        }) {
            assertThat(refusal(bytes(changed), lax())).as(changed).isEqualTo(BundleRefusal.FORMAT);
        }
    }

    @Test
    void content_that_is_no_policy_is_refused() {
        String unsigned = text(Bundle.unsigned(policy, EDITION));

        BundleRefusedException refused = refused(bytes(unsigned.replace("\"calls\":10", "\"calls\":0")), lax(), NOW);

        assertThat(refused.refusal()).isEqualTo(BundleRefusal.CONTENT);
        assertThat(refused).hasMessageContaining("/flows/0/rate");
    }

    @Test
    void more_bytes_than_any_bundle_has_are_refused_before_they_are_looked_at() {
        assertThat(refusal(new byte[Bundle.LARGEST + 1], pinned())).isEqualTo(BundleRefusal.TOO_LARGE);
    }

    @Test
    void a_bundle_is_made_only_for_an_environment_of_its_policy() {
        Edition elsewhere = new Edition(new Environment("moon"), 1, NOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bundle.sign(policy, elsewhere, KEY))
                .withMessageContaining("`moon`");
        assertThatIllegalArgumentException().isThrownBy(() -> Bundle.unsigned(policy, elsewhere));
    }

    @Test
    void an_edition_is_exact_in_whole_seconds_and_safe_numbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Edition(PRODUCTION, -1, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new Edition(PRODUCTION, Json.LARGEST + 1, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new Edition(PRODUCTION, 1, NOW.plusMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Edition(PRODUCTION, 1, Instant.ofEpochSecond(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Edition(PRODUCTION, 1, Instant.ofEpochSecond(Json.LARGEST + 1)));
    }

    @Test
    void no_flipped_byte_of_a_signed_bundle_goes_unnoticed() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < bundle.length; i++) {
            byte[] flipped = bundle.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));

            assertThat(refusal(flipped, pinned()))
                    .as("byte %d", i)
                    .isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT, BundleRefusal.UNSIGNED);
        }
    }

    @Test
    void every_bit_of_the_signature_s_text_counts() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);
        int end = text(bundle).indexOf('\n');
        for (int bit = 0; bit < 8; bit++) {
            byte[] flipped = bundle.clone();
            flipped[end - 1] ^= (byte) (1 << bit);

            assertThat(refusal(flipped, pinned()))
                    .as("bit %d of the last character", bit)
                    .isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT);
        }
    }

    @Test
    void a_bundle_that_was_copied_carelessly_is_refused() throws Exception {
        byte[] bundle = Bundle.sign(policy, EDITION, KEY);
        String text = text(bundle);

        for (String changed : new String[] {
            text + text,
            text + "\n",
            text + " ",
            text.replace("\n", "\r\n"),
            "\uFEFF" + text,
            " " + text,
            text.replaceFirst("\n", "\n\n"),
            text.replaceFirst("\n", ""),
            text.substring(0, text.indexOf('\n') + 1),
            text.substring(text.indexOf('\n') + 1),
        }) {
            assertThat(refusal(bytes(changed), pinned()))
                    .isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT, BundleRefusal.UNSIGNED);
        }
        for (int length = 0; length < bundle.length; length += 13) {
            assertThat(refusal(Arrays.copyOf(bundle, length), pinned()))
                    .isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT);
        }
    }

    @Test
    void the_header_of_one_bundle_does_not_carry_the_content_of_another() throws Exception {
        Policy another = new RandomPolicies(5).next();
        String one = text(Bundle.sign(policy, EDITION, KEY));
        String content = new String(PolicyCodec.encode(another), StandardCharsets.UTF_8);

        assertThat(refusal(bytes(one.substring(0, one.indexOf('\n') + 1) + content), pinned()))
                .isEqualTo(BundleRefusal.SIGNATURE);
    }

    @Test
    void whatever_the_bytes_the_loader_refuses_or_loads_their_one_meaning() throws Exception {
        byte[] bundle = Bundle.unsigned(policy, EDITION);
        SplittableRandom random = new SplittableRandom(42);
        int loads = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = mutate(bundle, random);
            try {
                LoadedBundle loaded = BundleLoader.load(mutated, lax(), NOW);
                String content = text(mutated).substring(text(mutated).indexOf('\n') + 1);
                assertThat(text(PolicyCodec.encode(loaded.policy().source())))
                        .as("run %d", i)
                        .isEqualTo(content);
                loads++;
            } catch (BundleRefusedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(loads).as("some mutations only change a name").isPositive();
    }

    @Test
    void a_header_is_shown_without_being_believed() throws Exception {
        UnverifiedBundle signed = UnverifiedBundle.read(Bundle.sign(policy, EDITION, KEY));
        UnverifiedBundle unsigned = UnverifiedBundle.read(Bundle.unsigned(policy, EDITION));

        assertThat(signed.isUnsigned()).isFalse();
        assertThat(signed.claimedHeader()).isEqualTo(new BundleHeader(policy.name(), EDITION));
        assertThat(signed.claimedKeyId()).contains(KEY.keyId());
        assertThat(signed.claimedContent()).isEqualTo(PolicyCodec.encode(policy));
        assertThat(unsigned.isUnsigned()).isTrue();
        assertThat(unsigned.claimedHeader()).isEqualTo(signed.claimedHeader());
        assertThat(unsigned.claimedKeyId()).isEmpty();
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(4);
        out.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> out.write(random.nextInt(256));
            case 1 ->
                out.writeBytes("\"{}[],:0-1 e\\n".substring(random.nextInt(10)).getBytes(StandardCharsets.UTF_8));
            case 2 -> out.write(bytes, random.nextInt(bytes.length - 20), 20);
            case 3 -> out.write('a' + random.nextInt(26));
            default -> length++;
        }
        int rest = Math.min(bytes.length, at + length);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
