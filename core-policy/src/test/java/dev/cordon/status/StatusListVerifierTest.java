package dev.cordon.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.status.StatusListVerifier.Outcome;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.StatusReference;
import dev.cordon.token.TypedJws;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service makes of a list that it fetched. */
final class StatusListVerifierTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 2_000;
    private static final String URI = "https://cordon.example/status-lists/7";
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final SigningKey STRANGER = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private final StatusListVerifier verifier = new StatusListVerifier(KEY.publicKeys(), SignatureProvider.fastest());

    private static StatusListToken token() {
        BitSet revoked = new BitSet();
        revoked.set(3);
        return new StatusListToken(URI, NOW, NOW.plusSeconds(600), Duration.ofSeconds(60), StatusList.of(16, revoked));
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", URI);
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 600);
        claims.put("ttl", 60L);
        claims.put("status_list", Map.of("bits", 2L, "lst", "eNo76fITAAPfAgc"));
        return claims;
    }

    private static String signed(Map<String, ?> claims, SigningKey key) {
        try {
            return TypedJws.sign("statuslist+jwt", claims, key);
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private String outcome(String text, Instant now) {
        Outcome outcome = verifier.verify(text, URI, now);
        return outcome instanceof StatusListVerifier.Rejected rejected
                ? rejected.defect().name()
                : "verified";
    }

    private FetchedStatusList verified(String text) {
        return ((StatusListVerifier.Verified) verifier.verify(text, URI, NOW)).list();
    }

    @Test
    void a_list_that_the_issuer_signed_tells_which_tokens_are_revoked() throws Exception {
        FetchedStatusList list = verified(token().sign(KEY));

        assertThat(list.of(new StatusReference(URI, 2), NOW)).isEqualTo(TokenStatus.VALID);
        assertThat(list.of(new StatusReference(URI, 3), NOW)).isEqualTo(TokenStatus.INVALID);
        assertThat(list.token().uri()).isEqualTo(URI);
        assertThat(list.token().issuedAt()).isEqualTo(NOW);
        assertThat(list.freshUntil(NOW)).isEqualTo(NOW.plusSeconds(60));
        assertThat(list.freshUntil(NOW.plusSeconds(590))).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void each_status_has_its_name_and_only_one_is_good() {
        FetchedStatusList list = verified(signed(claims(), KEY));

        assertThat(list.of(new StatusReference(URI, 0), NOW)).isEqualTo(TokenStatus.INVALID);
        assertThat(list.of(new StatusReference(URI, 1), NOW)).isEqualTo(TokenStatus.SUSPENDED);
        assertThat(list.of(new StatusReference(URI, 2), NOW)).isEqualTo(TokenStatus.VALID);
        assertThat(list.of(new StatusReference(URI, 3), NOW)).isEqualTo(TokenStatus.UNKNOWN);
        assertThat(list.of(new StatusReference(URI, 12), NOW)).isEqualTo(TokenStatus.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void no_status_but_one_lets_a_token_count(TokenStatus status) {
        assertThat(status.isValid()).isEqualTo(status == TokenStatus.VALID);
    }

    @Test
    void nothing_is_said_of_a_token_of_another_list_or_once_the_list_is_over() throws Exception {
        FetchedStatusList list = verified(token().sign(KEY));

        assertThat(list.of(new StatusReference(URI + "1", 2), NOW)).isEqualTo(TokenStatus.UNKNOWN);
        assertThat(list.of(new StatusReference(URI, 2), NOW.plusSeconds(599))).isEqualTo(TokenStatus.VALID);
        assertThat(list.of(new StatusReference(URI, 2), NOW.plusSeconds(600))).isEqualTo(TokenStatus.UNKNOWN);
    }

    @Test
    void what_does_not_count_is_told_why() throws Exception {
        String good = token().sign(KEY);

        assertThat(outcome(good, NOW)).isEqualTo("verified");
        assertThat(outcome("", NOW)).isEqualTo("MALFORMED");
        assertThat(outcome(good + ".", NOW)).isEqualTo("MALFORMED");
        assertThat(outcome(TypedJws.sign("at+jwt", claims(), KEY), NOW)).isEqualTo("TYPE");
        assertThat(outcome(token().sign(STRANGER), NOW)).isEqualTo("KEY");
        String[] parts = good.split("\\.", -1);
        String other = token().sign(KEY).split("\\.", -1)[2];
        assertThat(outcome(parts[0] + "." + parts[1] + "." + flipped(other), NOW))
                .isEqualTo("SIGNATURE");
        assertThat(verifier.verify(good, URI + "1", NOW))
                .isEqualTo(new StatusListVerifier.Rejected(StatusListDefect.SUBJECT));
        assertThat(outcome(good, NOW.plusSeconds(599))).isEqualTo("verified");
        assertThat(outcome(good, NOW.plusSeconds(600))).isEqualTo("EXPIRED");
        assertThat(outcome(good, NOW.minusSeconds(5))).isEqualTo("verified");
        assertThat(outcome(good, NOW.minusSeconds(6))).isEqualTo("NOT_YET_VALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES384", "Ed25519"})
    void a_list_that_is_signed_by_another_algorithm_is_of_no_key(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + KEY.keyId() + "\",\"typ\":\"statuslist+jwt\"}";

        assertThat(outcome(raw(header, json(claims()), KEY), NOW)).isEqualTo("KEY");
    }

    @Test
    void a_list_may_be_as_old_and_last_as_long_as_a_time_can_say() {
        Map<String, Object> claims = claims();
        claims.put("iat", 0L);
        claims.put("exp", 253_402_300_799L);
        claims.put("ttl", 253_402_300_799L);
        assertThat(outcome(signed(claims, KEY), NOW)).isEqualTo("verified");

        for (String name : List.of("exp", "ttl")) {
            Map<String, Object> beyond = new HashMap<>(claims);
            beyond.put(name, 253_402_300_800L);
            assertThat(outcome(signed(beyond, KEY), NOW)).as(name).isEqualTo("CLAIMS");
        }
    }

    private static String flipped(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        bytes[40] ^= 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void every_claim_is_required_and_has_one_form() {
        assertThat(outcome(signed(claims(), KEY), NOW)).isEqualTo("verified");
        long now = NOW.getEpochSecond();
        Map<String, List<Object>> odd = Map.of(
                "sub", List.of(7L, List.of(URI)),
                "iat", List.of("7", -1L, now + 600),
                "exp", List.of("7", now, Long.MAX_VALUE),
                "ttl", List.of(0L, "60", -1L, Long.MAX_VALUE),
                "status_list",
                        List.of(
                                "x",
                                Map.of("bits", 1L),
                                Map.of("lst", "eNo76fITAAPfAgc"),
                                Map.of("bits", "2", "lst", "eNo76fITAAPfAgc"),
                                Map.of("bits", 2L, "lst", 7L),
                                Map.of("bits", 3L, "lst", "eNo76fITAAPfAgc"),
                                Map.of("bits", 2L, "lst", "eNo76fITAAPfAg")));
        odd.forEach((name, values) -> {
            Map<String, Object> without = claims();
            without.remove(name);
            assertThat(outcome(signed(without, KEY), NOW))
                    .as("without %s", name)
                    .isEqualTo("CLAIMS");
            for (Object value : values) {
                Map<String, Object> changed = claims();
                changed.put(name, value);
                assertThat(outcome(signed(changed, KEY), NOW))
                        .as("%s: %s", name, value)
                        .isEqualTo("CLAIMS");
            }
        });
    }

    @Test
    void a_list_of_a_million_places_half_of_them_revoked_is_short_enough() throws Exception {
        BitSet revoked = new BitSet();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1 << 19; i++) {
            revoked.set(random.nextInt(1 << 20));
        }
        StatusListToken large = new StatusListToken(
                URI, NOW, NOW.plusSeconds(600), Duration.ofSeconds(60), StatusList.of(1 << 20, revoked));
        FetchedStatusList list = verified(large.sign(KEY));

        for (int i = 0; i < 1 << 20; i += 997) {
            TokenStatus expected = revoked.get(i) ? TokenStatus.INVALID : TokenStatus.VALID;
            assertThat(list.of(new StatusReference(URI, i), NOW))
                    .as("place %d", i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_nearly_sound_list_is_taken_or_has_each_defect_and_takes_memory_in_proportion() {
        String sound = json(claims());
        Mutator payloads = new Mutator(
                SEED,
                List.of(sound),
                List.of(
                        "{",
                        "}",
                        "\"",
                        ",",
                        ":",
                        "\"bits\":8",
                        "\"lst\":\"\"",
                        "\"sub\":",
                        "\"exp\":",
                        "1",
                        "eNo",
                        "[["));
        MeteredReader<String> reader =
                new MeteredReader<>(BYTES_PER_CHARACTER, text -> outcome(text, NOW.plusSeconds(1)));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 60_000 : 2_000); i++) {
            outcomes.add(reader.read(raw(header(i), payloads.next(), i % 7 == 0 ? STRANGER : KEY)));
        }

        assertThat(outcomes)
                .as("seed %d", SEED)
                .contains("verified", "MALFORMED", "TYPE", "KEY", "SIGNATURE", "CLAIMS", "SUBJECT");
    }

    private static String header(int i) {
        String type = i % 11 == 0 ? "at+jwt" : "statuslist+jwt";
        return "{\"alg\":\"ES256\",\"kid\":\"" + (i % 13 == 0 ? STRANGER : KEY).keyId() + "\",\"typ\":\"" + type
                + "\"}";
    }

    private static String json(Map<String, ?> claims) {
        byte[] payload = Base64.getUrlDecoder().decode(signed(claims, KEY).split("\\.", -1)[1]);
        return new String(payload, StandardCharsets.UTF_8);
    }

    private static String raw(String header, String payload, SigningKey key) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String input = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + base64.encodeToString(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }
}
