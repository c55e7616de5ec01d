package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.RandomRecords;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.Zone;
import dev.cordon.token.KeyRing;
import dev.cordon.token.RecordedToken;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code -Dcordon.seed} takes a seed back. */
final class ReconsideredTest {

    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

    private final RandomRecords records = new RandomRecords();

    private static Snapshot now(RandomRecords.Recorded one, Revocation... revoked) {
        return now(one, policy(one), revoked);
    }

    private static CompiledPolicy policy(RandomRecords.Recorded one) {
        return one.judgement().reading().policy();
    }

    /** By another edition where the policy is not the one of the record. */
    private static Snapshot now(RandomRecords.Recorded one, CompiledPolicy policy, Revocation... revoked) {
        PolicyRevision then = one.judgement().decision().madeFrom().policy();
        PolicyRevision next = policy == policy(one)
                ? then
                : new PolicyRevision(new PolicyName("other"), new Environment("production"), 2, "f".repeat(64), LATE);
        return Snapshot.of(
                policy,
                next,
                new Snapshot.Live(
                        ServiceRegistry.empty(),
                        RevocationList.of(1, List.of(revoked)),
                        KeyRing.of(List.of(), Map.of())),
                77_000_000_000L);
    }

    private List<RandomRecords.Recorded> allowed() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("reconsidered: seed %d%n", seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        return seeds.longs(60)
                .boxed()
                .flatMap(one -> records.ofOnePolicy(one, 60).stream())
                .filter(one -> one.record().stop().isEmpty())
                .toList();
    }

    @Test
    void what_was_allowed_is_allowed_as_long_as_nothing_changed_however_long_ago_it_was() throws Exception {
        List<RandomRecords.Recorded> allowed = allowed();

        assertThat(allowed).hasSizeGreaterThan(200);
        for (RandomRecords.Recorded one : allowed) {
            String line = DecisionJson.line(one.record());
            Reconsidered again = Reconsidered.of(line, now(one));
            assertThat(again.objection()).as(line).isEmpty();
            assertThat(again.caller()).as(line).isEqualTo(one.judgement().caller());
        }
    }

    @Test
    void whose_service_is_revoked_or_in_quarantine_by_now_is_denied() throws Exception {
        for (RandomRecords.Recorded one : allowed()) {
            String line = DecisionJson.line(one.record());
            ServiceName caller = one.judgement().caller().orElseThrow();
            long begun = one.record().time().plus(Duration.ofHours(1)).getEpochSecond();
            assertThat(Reconsidered.of(line, now(one, new Revocation.OfService(caller)))
                            .objection())
                    .as(line)
                    .contains(Reason.SERVICE_REVOKED);
            assertThat(Reconsidered.of(
                                    line,
                                    now(
                                            one,
                                            new Revocation.Quarantine(
                                                    new Zone.OfService(caller),
                                                    Revocation.Direction.OUTBOUND,
                                                    begun,
                                                    "a key was found")))
                            .objection())
                    .as(line)
                    .contains(Reason.QUARANTINED);
        }
    }

    @Test
    void whose_token_chain_or_key_is_revoked_by_now_is_denied_and_others_are_not() throws Exception {
        int chains = 0;
        for (RandomRecords.Recorded one : allowed()) {
            VerifiedToken token = one.judgement().token().orElse(null);
            if (token == null || token.kind() == TokenKind.API_KEY) {
                continue;
            }
            assertThat(objection(one, new Revocation.OfToken(token.issuer(), token.id())))
                    .contains(Reason.TOKEN_REVOKED);
            assertThat(objection(one, new Revocation.OfKey(token.issuer(), token.keyId())))
                    .contains(Reason.KEY_REVOKED);
            assertThat(objection(one, new Revocation.OfToken(token.issuer(), token.id() + "x")))
                    .isEmpty();
            String transaction = token.transaction();
            if (transaction != null) {
                chains++;
                assertThat(objection(one, new Revocation.OfChain(transaction))).contains(Reason.CHAIN_REVOKED);
            }
        }
        assertThat(chains).isPositive();
    }

    private static Optional<Reason> objection(RandomRecords.Recorded one, Revocation revoked) throws Exception {
        assertThat(DecisionJson.spellsToken(one.record())).isTrue();
        return Reconsidered.of(DecisionJson.line(one.record()), now(one, revoked))
                .objection();
    }

    @Test
    void a_policy_that_has_no_such_edge_any_more_denies() throws Exception {
        CompiledPolicy other =
                CompiledPolicy.of(records.ofOnePolicy(6, 1).get(0).trial().policy());
        RandomRecords.Recorded one = IntStream.range(7, 40)
                .boxed()
                .flatMap(seed -> records.ofOnePolicy(seed, 60).stream())
                .filter(record -> record.record().stop().isEmpty())
                .filter(record -> record.record().subject().call().orElseThrow().certificate()
                        instanceof CertificateEvidence.None)
                .findFirst()
                .orElseThrow();

        assertThat(Reconsidered.of(DecisionJson.line(one.record()), now(one, other))
                        .objection())
                .isPresent();
    }

    @Test
    void where_the_record_may_lack_what_another_policy_asks_for_nothing_is_decided() {
        RandomRecords.Recorded certified = allowed().stream()
                .filter(one -> one.record().subject().call().orElseThrow().certificate()
                        instanceof CertificateEvidence.Trusted)
                .findFirst()
                .orElseThrow();
        CompiledPolicy same = CompiledPolicy.of(certified.trial().policy());

        assertThatThrownBy(() -> Reconsidered.of(DecisionJson.line(certified.record()), now(certified, same)))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessageContaining("asks for by now");
    }

    @Test
    void a_user_whom_another_policy_may_forbid_by_roles_that_were_not_asked_for_is_not_decided() throws Exception {
        RandomRecords.Recorded ofUser = IntStream.range(0, 400)
                .boxed()
                .flatMap(seed -> records.ofOnePolicy(seed, 60).stream())
                .filter(one -> one.record().stop().isEmpty())
                .filter(one -> DecisionJson.line(one.record()).contains("\"subject\":{"))
                .filter(one ->
                        one.record().subject().call().orElseThrow().certificate() instanceof CertificateEvidence.None)
                .findFirst()
                .orElseThrow();
        String line = DecisionJson.line(ofUser.record());
        Policy plain =
                new TestPolicy().segment("s", Trust.INTERNAL).caller("a", "s").build();
        Policy forbidding = new TestPolicy()
                .segment("s", Trust.INTERNAL)
                .caller("a", "s")
                .forbid(
                        "no-guests",
                        "a",
                        "s",
                        new Condition.Subject(new IssuerName("people"), List.of("guest"), List.of()))
                .issuer("people", TokenKind.EXTERNAL, "a")
                .build();

        assertThat(Reconsidered.of(line, now(ofUser, CompiledPolicy.of(plain))).objection())
                .isPresent();
        assertThatThrownBy(() -> Reconsidered.of(line, now(ofUser, CompiledPolicy.of(forbidding))))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessageContaining("asks for by now");
    }

    @Test
    void what_is_no_record_of_a_decision_is_not_decided() {
        Snapshot now = now(records.ofOnePolicy(5, 1).get(0));

        assertThatThrownBy(() -> Reconsidered.of("", now)).isInstanceOf(UnreadableLineException.class);
        assertThatThrownBy(() -> Reconsidered.of("{\"_aws\":{}}", now))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessage("is no record of a decision");
    }

    @Test
    void a_token_whose_id_the_record_does_not_spell_is_told() {
        DecisionRecord record = allowed().stream()
                .map(RandomRecords.Recorded::record)
                .filter(one -> one.subject().judgement().orElseThrow().token().isPresent())
                .findFirst()
                .orElseThrow();

        assertThat(DecisionJson.spellsToken(record)).isTrue();
        assertThat(DecisionJson.spellsToken(withTokenId(record, "caf\u00e9"))).isFalse();
        assertThat(DecisionJson.spellsToken(withTokenId(record, "cafe"))).isTrue();
    }

    private static DecisionRecord withTokenId(DecisionRecord record, String id) {
        Judgement judged = record.subject().judgement().orElseThrow();
        VerifiedToken token = judged.token().orElseThrow();
        VerifiedToken other = new RecordedToken(token.issuer(), token.kind(), token.keyId())
                .ids(id, token.transaction())
                .chain(token.caller(), token.origin(), token.actors())
                .authority(token.audience(), token.scopes(), token.purpose())
                .times(token.issuedAt(), token.notBefore(), token.expiresAt())
                .token();
        Judgement with = new Judgement(
                judged.decision(),
                judged.target(),
                judged.operation(),
                judged.caller(),
                judged.flow(),
                Optional.of(other),
                judged.trace(),
                judged.reading());
        return new DecisionRecord(
                record.id(),
                record.time(),
                record.point(),
                new DecisionRecord.Subject(record.subject().call(), Optional.of(with), List.of()),
                record.stop());
    }
}
