package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Moment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An exchanger gets what the flow that it was called by leads to, and is refused everything beyond. */
final class ConfusedDeputyTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final int PARENTS = FULL ? 100 : 10;
    private static final int LEAST = FULL ? 5_000 : 500;
    private static final SigningKey HOLDER = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private Desk desk = new Desk();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void every_attempt_at_more_than_the_flow_leads_to_is_refused_with_its_standard_error() {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < PARENTS; i++) {
            IssuedToken parent = parent(i % 2 == 0);
            for (ExchangeAttempts.Attempt attempt : new ExchangeAttempts(desk, parent, random).all()) {
                String outcome = outcome(attempt);
                if (!outcome.startsWith(attempt.expected() + ": ")) {
                    wrong.add(attempt.name() + ": expected " + attempt.expected() + ", got " + outcome);
                }
                count++;
            }
        }
        System.out.println(count + " attempts at an exchange, seed " + SEED);

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void what_is_exchanged_is_never_wider_or_longer_and_stays_in_its_chain() {
        for (int i = 0; i < PARENTS * 20; i++) {
            IssuedToken issued = parent(i % 2 == 0);
            String text = i % 4 == 0
                    ? new ExchangeAttempts(desk, issued, random).minted(Desk.KEY, "checkout", random.nextInt(8))
                    : issued.token().reveal();
            VerifiedToken parent = verified(text);
            long left = parent.expiresAt() - desk.now.wall().getEpochSecond();
            desk.now = new Moment(desk.now.wall().plusSeconds(random.nextLong(left)), 0);
            EdgeRequest edge = random.nextBoolean() ? to("payments-api") : to("payments-api", "payments.charge");
            Optional<String> proof = random.nextBoolean() ? Optional.of(desk.proof(HOLDER)) : Optional.empty();

            VerifiedToken next =
                    Desk.verified(desk.issue(new TokenRequest(desk.orders(), edge, Optional.of(text), proof)));

            assertStaysWithin(parent, next);
            assertThat(next.key() != null).isEqualTo(proof.isPresent());
        }
    }

    private static void assertStaysWithin(VerifiedToken parent, VerifiedToken next) {
        assertThat(next.expiresAt()).as("seed %d", SEED).isLessThanOrEqualTo(parent.expiresAt());
        assertThat(next.transaction()).isEqualTo(parent.transaction());
        assertThat(next.origin()).isEqualTo(parent.origin());
        assertThat(next.caller()).isEqualTo("orders-api");
        assertThat(next.audience()).containsExactly("payments-api");
        assertThat(next.purpose()).isEqualTo("charge");
        assertThat(next.scopes()).containsExactly("payments.charge");
        List<String> actors = new ArrayList<>(List.of("orders-api"));
        actors.addAll(parent.actors());
        assertThat(next.actors()).isEqualTo(actors);
    }

    /** At some time, bound to its caller's key or not. */
    private IssuedToken parent(boolean bound) {
        desk = new Desk();
        desk.now = new Moment(Desk.NOW.plusSeconds(random.nextInt(2_000)), 0);
        Optional<String> proof = bound ? Optional.of(desk.proof(HOLDER)) : Optional.empty();
        IssuedToken issued = desk.issue(new TokenRequest(web(), to("orders-api"), Optional.empty(), proof));
        desk.now = new Moment(desk.now.wall().plusSeconds(random.nextInt(200)), 0);
        return issued;
    }

    private String outcome(ExchangeAttempts.Attempt attempt) {
        Moment before = desk.now;
        desk.now = attempt.situation().at();
        desk.revoked.addAll(attempt.situation().revoked());
        String outcome = desk.outcome(attempt.request());
        desk.revoked.clear();
        desk.now = before;
        return outcome;
    }

    private static VerifiedToken verified(String text) {
        KeyRing ring = KeyRing.of(Desk.policy().issuers(), Map.of(new IssuerName("cordon"), Desk.KEY.publicKeys()));
        return ((TokenCheck.Verified) new TokenVerifier().verify(PresentedToken.bearer(text), ring)).token();
    }
}
