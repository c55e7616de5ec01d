package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever has a limit may reach it, and not go one step beyond. */
final class TokenLimitsTest {

    private static final ServiceName SERVICE = new ServiceName("a");
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private final SegmentTokenMinter minter = new SegmentTokenMinter(Forge.ISS, Forge.ES, new SecureRandom());

    @Test
    void a_token_is_read_up_to_8_kib() {
        assertThat(Forge.verify(tokenOf(CompactJws.LONGEST))).isInstanceOf(TokenCheck.Verified.class);
        assertThat(Forge.defects(tokenOf(CompactJws.LONGEST + 1))).containsExactly(TokenDefect.MALFORMED);
    }

    @Test
    void a_detached_signature_is_read_up_to_8_kib() throws Exception {
        assertThat(detachedOf(CompactJws.LONGEST)).isPresent();
        assertThat(detachedOf(CompactJws.LONGEST + 2)).isEmpty();
    }

    @Test
    void a_time_is_read_from_1970_to_the_end_of_9999() {
        assertThat(isRead(Map.of("iat", 0L, "exp", 1L))).isTrue();
        assertThat(isRead(Map.of("exp", Fields.LATEST))).isTrue();
        assertThat(isRead(Map.of("exp", Fields.LATEST + 1))).isFalse();
        assertThat(isRead(Map.of("iat", -1L))).isFalse();
    }

    @Test
    void a_token_lives_for_a_second_at_least() {
        long now = Forge.NOW.getEpochSecond();

        assertThat(isRead(Map.of("iat", now, "exp", now + 1))).isTrue();
        assertThat(isRead(Map.of("iat", now, "exp", now))).isFalse();
    }

    @Test
    void a_generation_and_an_age_are_read_within_their_ranges() {
        assertThat(isRead(cordon("gen", 0L))).isTrue();
        assertThat(isRead(cordon("gen", SegmentTokenRequest.Chain.LAST_GENERATION)))
                .isTrue();
        assertThat(isRead(cordon("gen", SegmentTokenRequest.Chain.LAST_GENERATION + 1)))
                .isFalse();
        assertThat(isRead(cordon("max_age", 1L))).isTrue();
        assertThat(isRead(cordon("max_age", 0L))).isFalse();
        assertThat(isRead(cordon("max_age", SegmentTokenRequest.LONGEST_SECONDS)))
                .isTrue();
        assertThat(isRead(cordon("max_age", SegmentTokenRequest.LONGEST_SECONDS + 1)))
                .isFalse();
    }

    @Test
    void a_name_is_read_up_to_256_characters_and_a_chain_up_to_8_actors() {
        assertThat(isRead(Map.of("jti", "n".repeat(256)))).isTrue();
        assertThat(isRead(Map.of("jti", "n".repeat(257)))).isFalse();
        assertThat(isRead(Map.of("act", act(8)))).isTrue();
        assertThat(isRead(Map.of("act", act(9)))).isFalse();
    }

    @Test
    void a_token_may_be_asked_for_up_to_the_same_limits() {
        long last = SegmentTokenRequest.Chain.LAST_GENERATION;
        List<ServiceName> eight = Collections.nCopies(8, SERVICE);

        assertThat(chain(eight, last).actors()).hasSize(8);
        assertThatIllegalArgumentException().isThrownBy(() -> chain(eight, last + 1));
        Duration longest = Duration.ofSeconds(SegmentTokenRequest.LONGEST_SECONDS);
        assertThat(request(longest).ttl()).isEqualTo(longest);
        assertThat(request(Duration.ofSeconds(1)).ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThatIllegalArgumentException().isThrownBy(() -> request(longest.plusSeconds(1)));
    }

    @Test
    void whoever_is_named_in_a_request_has_a_name_of_1_to_256_characters() {
        String longest = "n".repeat(256);
        VerifiedToken.Subject user =
                new VerifiedToken.Subject("idp", longest, List.of("a", longest), List.of("a", longest));

        assertThat(chain(longest, user).subject()).contains(user);
        for (String odd : List.of("", longest + "n", "a\nb")) {
            List<String> names = List.of("a", odd);
            assertNoChain("transaction", odd, user);
            assertNoChain("subject", "t", new VerifiedToken.Subject("idp", odd, List.of(), List.of()));
            assertNoChain("role", "t", new VerifiedToken.Subject("idp", "alice", names, List.of()));
            assertNoChain("group", "t", new VerifiedToken.Subject("idp", "alice", List.of(), names));
        }
    }

    @Test
    void a_token_may_be_made_from_1970_to_the_end_of_9999() throws Exception {
        Instant end = Instant.ofEpochSecond(Fields.LATEST);

        assertThat(minter.mint(request(MINUTES), Instant.EPOCH).expiresAt()).isEqualTo(Instant.EPOCH.plus(MINUTES));
        assertThat(minter.mint(request(MINUTES), end.minus(MINUTES)).expiresAt())
                .isEqualTo(end);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> minter.mint(request(MINUTES), end.minus(MINUTES).plusSeconds(1)));
    }

    /** A sound token of that many characters: what pads it are a header parameter and a claim that nobody reads. */
    private static String tokenOf(int length) {
        for (int extra = 0; extra < 3; extra++) {
            Map<String, Object> header = Forge.with(Forge.header(Forge.ES), "pad", "p".repeat(extra));
            for (int padding = 1; padding < length; padding++) {
                Map<String, Object> claims = Forge.with(Forge.claims(), "pad", "p".repeat(padding));
                int has = Forge.part(Forge.text(header)).length()
                        + Forge.part(Forge.text(claims)).length();
                if (has + 88 == length) {
                    return Forge.sign(header, claims, Forge.ES);
                }
            }
        }
        throw new AssertionError("no token has " + length + " characters");
    }

    private static Optional<Map<String, Object>> detachedOf(int length) throws Exception {
        byte[] payload = {1};
        int bare = DetachedJws.sign("t", Map.of("pad", ""), payload, Forge.ES).length();
        for (int padding = (length - bare) * 3 / 4 - 3; padding < length; padding++) {
            String compact = DetachedJws.sign("t", Map.of("pad", "p".repeat(padding)), payload, Forge.ES);
            if (compact.length() == length) {
                return DetachedJws.verify("t", compact, payload, Forge.ES.publicKeys());
            }
        }
        throw new AssertionError("no detached signature has " + length + " characters");
    }

    private static boolean isRead(Map<String, Object> changes) {
        Map<String, Object> claims = Forge.claims();
        claims.putAll(changes);
        return Forge.verify(Forge.sign(Forge.header(Forge.ES), claims, Forge.ES)) instanceof TokenCheck.Verified;
    }

    private static Map<String, Object> cordon(String member, long value) {
        return Map.of("cordon", Forge.with(Map.of("purpose", "checkout", "gen", 3L), member, value));
    }

    private static Map<String, Object> act(int actors) {
        Map<String, Object> act = Map.of("sub", "a");
        for (int i = 1; i < actors; i++) {
            act = Map.of("sub", "a", "act", act);
        }
        return act;
    }

    private static SegmentTokenRequest.Chain chain(List<ServiceName> actors, long generation) {
        return new SegmentTokenRequest.Chain(SERVICE, actors, Optional.empty(), generation, Optional.empty());
    }

    private static SegmentTokenRequest.Chain chain(String transaction, VerifiedToken.Subject subject) {
        return new SegmentTokenRequest.Chain(SERVICE, List.of(), Optional.of(transaction), 0, Optional.of(subject));
    }

    private static void assertNoChain(String what, String transaction, VerifiedToken.Subject subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chain(transaction, subject))
                .withMessage("a " + what + " has 1 to 256 characters, none of them a control character");
    }

    private static SegmentTokenRequest request(Duration ttl) {
        return new SegmentTokenRequest(
                SERVICE,
                SERVICE,
                new FlowId("f"),
                List.of(),
                ttl,
                chain(List.of(), 0),
                SegmentTokenRequest.Bound.NOTHING);
    }
}
