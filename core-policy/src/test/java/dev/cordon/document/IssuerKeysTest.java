package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.DetachedJws;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IssuerKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PolicyName SHOP = new PolicyName("shop");
    private static final Environment PRODUCTION = new Environment("production");
    private static final Edition EDITION = new Edition(PRODUCTION, 7, NOW.plusSeconds(60));
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final JsonWebKeys FIRST =
            SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()).publicKeys();
    private static final JsonWebKeys SECOND =
            SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom()).publicKeys();
    private static final Map<IssuerName, JsonWebKeys> KEYS =
            Map.of(new IssuerName("shop"), FIRST, new IssuerName("idp"), SECOND);

    private static BundleExpectations expecting(BundleTrust trust) {
        return new BundleExpectations(trust, SHOP, PRODUCTION, 7);
    }

    private static BundleExpectations pinned() {
        return expecting(BundleTrust.pinned(KEY.publicKeys()));
    }

    private static BundleRefusedException refused(byte[] bytes, BundleExpectations expected, Instant now) {
        BundleRefusedException refused =
                catchThrowableOfType(BundleRefusedException.class, () -> IssuerKeys.load(bytes, expected, now));
        assertThat(refused).as("the keys are refused").isNotNull();
        assertThat(refused.getMessage()).doesNotContain("\n").matches("[a-z].*");
        return refused;
    }

    private static BundleRefusal refusal(byte[] bytes, BundleExpectations expected) {
        return refused(bytes, expected, NOW).refusal();
    }

    /** What only a holder of the key could make: a signed content of any text. */
    private static byte[] signed(String content) throws Exception {
        return Envelope.seal(
                DocumentKind.ISSUER_KEYS,
                new BundleHeader(SHOP, EDITION),
                content.getBytes(StandardCharsets.UTF_8),
                KEY);
    }

    private static String content(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void what_was_signed_is_loaded_with_a_pinned_key() throws Exception {
        LoadedIssuerKeys loaded = IssuerKeys.load(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY), pinned(), NOW);

        assertThat(loaded.edition()).isEqualTo(EDITION);
        assertThat(loaded.keys()).containsOnlyKeys(KEYS.keySet());
        assertThat(loaded.keys().get(new IssuerName("shop")).toJson()).isEqualTo(FIRST.toJson());
        assertThat(loaded.keys().get(new IssuerName("idp")).toJson()).isEqualTo(SECOND.toJson());
    }

    @Test
    void the_content_has_one_text_sorted_by_name() throws Exception {
        String content = content(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY));

        assertThat(content)
                .isEqualTo(
                        "{\"issuers\":[{\"keys\":" + Json.parse(SECOND.toJson()).toCanonical()
                                + ",\"name\":\"idp\"},{\"keys\":"
                                + Json.parse(FIRST.toJson()).toCanonical() + ",\"name\":\"shop\"}]}");
    }

    @Test
    void no_issuers_are_allowed() throws Exception {
        assertThat(IssuerKeys.load(IssuerKeys.sign(SHOP, EDITION, Map.of(), KEY), pinned(), NOW)
                        .keys())
                .isEmpty();
    }

    @Test
    void what_another_key_signed_or_nobody_is_refused() throws Exception {
        byte[] document = IssuerKeys.sign(SHOP, EDITION, KEYS, KEY);
        SigningKey other = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        byte[] foreign = IssuerKeys.sign(SHOP, EDITION, KEYS, other);
        byte[] unsigned = ("{\"environment\":\"production\",\"format\":1,\"policy\":\"shop\",\"sequence\":7,"
                        + "\"typ\":\"cordon-issuer-keys+unsigned\",\"validUntil\":9999999999}\n"
                        + content(document))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(foreign, pinned())).isEqualTo(BundleRefusal.SIGNATURE);
        assertThat(refusal(document, expecting(BundleTrust.nobody()))).isEqualTo(BundleRefusal.SIGNATURE);
        assertThat(refusal(document, expecting(BundleTrust.allowUnsigned()))).isEqualTo(BundleRefusal.SIGNATURE);
        assertThat(refusal(unsigned, pinned())).isEqualTo(BundleRefusal.UNSIGNED);
        assertThat(refusal(unsigned, expecting(BundleTrust.allowUnsigned())))
                .as("there is no unsigned form")
                .isEqualTo(BundleRefusal.UNSIGNED);
    }

    @Test
    void a_bundle_is_not_taken_for_keys_nor_keys_for_a_bundle() throws Exception {
        String content = content(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY));
        byte[] asBundle = Envelope.seal(
                DocumentKind.BUNDLE, new BundleHeader(SHOP, EDITION), content.getBytes(StandardCharsets.UTF_8), KEY);

        assertThat(refusal(asBundle, pinned())).isEqualTo(BundleRefusal.SIGNATURE);
        BundleRefusedException refused = catchThrowableOfType(
                BundleRefusedException.class,
                () -> BundleLoader.load(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY), pinned(), NOW));
        assertThat(refused.refusal()).isEqualTo(BundleRefusal.SIGNATURE);
    }

    @Test
    void other_policies_environments_times_and_sequences_are_refused() throws Exception {
        byte[] document = IssuerKeys.sign(SHOP, EDITION, KEYS, KEY);
        BundleTrust trust = pinned().trust();

        assertThat(refusal(document, new BundleExpectations(trust, new PolicyName("bank"), PRODUCTION, 0)))
                .isEqualTo(BundleRefusal.OTHER_POLICY);
        assertThat(refusal(document, new BundleExpectations(trust, SHOP, new Environment("staging"), 0)))
                .isEqualTo(BundleRefusal.OTHER_ENVIRONMENT);
        assertThat(refused(document, pinned(), EDITION.validUntil()))
                .hasMessage("the key document was valid until `2026-03-01T12:01:00Z`: publish the keys anew")
                .extracting(BundleRefusedException::refusal)
                .isEqualTo(BundleRefusal.EXPIRED);
        assertThat(refusal(document, pinned().atLeast(8))).isEqualTo(BundleRefusal.SEQUENCE);
    }

    @Test
    void content_in_any_other_form_is_refused_though_it_is_signed() throws Exception {
        String good = content(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY));
        String idp = good.substring(good.indexOf("{\"keys\""), good.indexOf(",{\"keys\""));
        String shop = good.substring(good.indexOf(",{\"keys\"") + 1, good.length() - 2);
        assertThat(IssuerKeys.load(signed(good), pinned(), NOW).keys()).hasSize(2);

        for (String changed : new String[] {
            good.replace(idp + "," + shop, shop + "," + idp),
            good.replace(idp + "," + shop, idp + "," + idp + "," + shop),
            good.replace("\"name\":\"idp\"", "\"name\":\"shop\""),
            good.replace("\"name\":\"idp\"", "\"name\":\"IdP\""),
            good.replace("\"name\":\"idp\"", "\"name\":7"),
            good.replace(",\"name\":\"idp\"", ""),
            good.replace("\"name\":\"idp\"", "\"more\":1,\"name\":\"idp\""),
            good.replace("{\"issuers\"", "{\"issuer\":1,\"issuers\""),
            good.replace("\"kty\"", "\"d\":\"AAAA\",\"kty\""),
            good.replace("\"kty\"", "\"x5c\":[],\"kty\""),
            good.replace(",\"name\"", ", \"name\""),
            good.replace(idp, "{\"keys\":{\"keys\":[]},\"name\":\"idp\"}"),
            good + "\n",
            "{\"issuers\":{}}",
            "{}",
            "[]",
            "",
            "\u0000",
        }) {
            BundleRefusedException refused = refused(signed(changed), pinned(), NOW);
            assertThat(refused.refusal()).as(changed).isEqualTo(BundleRefusal.CONTENT);
        }
    }

    @Test
    void whatever_byte_changes_they_are_refused() throws Exception {
        byte[] document = IssuerKeys.sign(SHOP, EDITION, KEYS, KEY);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] mutated = document.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(refusal(mutated, pinned())).isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT);
            assertThat(refusal(Arrays.copyOf(document, random.nextInt(document.length)), pinned()))
                    .isIn(BundleRefusal.SIGNATURE, BundleRefusal.FORMAT);
        }
    }

    @Test
    void a_header_is_shown_without_being_believed() throws Exception {
        assertThat(IssuerKeys.claimedHeader(IssuerKeys.sign(SHOP, EDITION, KEYS, KEY)))
                .isEqualTo(new BundleHeader(SHOP, EDITION));
        byte[] other = (DetachedJws.sign("other+jws", Map.of(), new byte[0], KEY) + "\n{}")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(catchThrowableOfType(BundleRefusedException.class, () -> IssuerKeys.claimedHeader(other)))
                .hasMessageStartingWith("these are no issuers' keys");
    }
}
