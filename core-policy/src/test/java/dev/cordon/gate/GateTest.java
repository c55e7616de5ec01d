package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Grant;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.Step;
import dev.cordon.decision.TraceLine;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.CounterStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.limit.Tally;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class GateTest {

    private static final Moment NOW = new Moment(ShopPolicy.NOON, 1_000);

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final Iterator<String> ids =
            List.of("first", "second", "third", "fourth").iterator();

    @Test
    void an_allowed_call_passes_and_is_recorded() {
        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW);

        assertThat(answer.goesOn()).isTrue();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.reason()).isEmpty();
        assertThat(answer.passage().orElseThrow())
                .hasToString("Passage[caller=orders, segment=ordering, flow=read, target=payments-api]");
        DecisionRecord record = sink.last();
        assertThat(record.id()).isEqualTo("first").isEqualTo(answer.id());
        assertThat(record.stop()).isEmpty();
        assertThat(record.time()).isEqualTo(ShopPolicy.NOON);
        assertThat(record.point()).isEqualTo(new DecisionRecord.Point("here", true, 250));
        assertThat(record.subject().why()).isEmpty();
    }

    @Test
    void how_a_denial_came_about_is_not_worked_out_for_nobody() {
        List<DecisionRecord> records = new ArrayList<>();
        DecisionSink counting = new DecisionSink() {
            @Override
            public void offer(DecisionRecord decision) {
                records.add(decision);
            }

            @Override
            public boolean readsWhy() {
                return false;
            }

            @Override
            public long dropped() {
                return 0;
            }
        };

        Answer answer = gate(GateTest::healthy, counting).answer(ShopPolicy.call("acme", "POST /charges"), NOW);

        assertThat(answer.reason()).contains(Reason.FORBIDDEN);
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.stop()).contains(DecisionRecord.Stop.because(Reason.FORBIDDEN));
            assertThat(record.subject().why()).isEmpty();
        });
    }

    @Test
    void a_denied_call_stops_with_its_reason_and_the_record_says_how_it_came_about() {
        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.call("acme", "POST /charges"), NOW);

        assertThat(answer.goesOn()).isFalse();
        assertThat(answer.passage()).isEmpty();
        assertThat(answer.reason()).contains(Reason.FORBIDDEN);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(sink.last().stop()).contains(DecisionRecord.Stop.because(Reason.FORBIDDEN));
        assertThat(sink.last().subject().why())
                .isNotEmpty()
                .last()
                .satisfies(line -> assertThat(line.step()).isEqualTo(Step.FORBID));
    }

    @Test
    void a_used_up_rate_turns_the_allow_and_the_record_keeps_both() {
        Gate gate = gate(GateTest::healthy, sink);
        gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);

        Answer third = gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);

        assertThat(third.reason()).contains(Reason.RATE_LIMITED);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.retryAfterSeconds()).contains(1L);
        assertThat(sink.last().subject().judgement().orElseThrow().decision().isAllow())
                .isTrue();
        assertThat(sink.last().stop().orElseThrow().retryAfter()).contains(Duration.ofMillis(500));
    }

    @Test
    void a_wait_of_whole_seconds_is_not_rounded_up() {
        Tally used = new Tally(bucket(5, RateLimit.Per.SECOND, 5), 0, 2_000_000_000L, 2_000_000_000L);
        Answer answer = Answer.deny("id", new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(used)));

        assertThat(answer.retryAfterSeconds()).contains(2L);
    }

    @Test
    void callers_are_told_of_their_rate_without_a_name_of_the_policy() {
        Gate gate = gate(GateTest::healthy, sink);

        assertThat(gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW).rateLimit())
                .contains(new RateLimitFields("\"flow\";q=2;w=1", "\"flow\";r=1;t=1"));
        gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        assertThat(gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW).rateLimit())
                .contains(new RateLimitFields("\"flow\";q=2;w=1", "\"flow\";r=0;t=1"));
        assertThat(gate.answer(ShopPolicy.call("orders", "GET /charges/1"), NOW).rateLimit())
                .isEmpty();
        assertThat(sink.last().stop()).isEmpty();
    }

    @Test
    void the_fields_tell_the_size_of_the_bucket_and_when_it_is_full_or_after_a_refusal_when_to_come_again() {
        Bucket slow = bucket(50, RateLimit.Per.HOUR, 10);
        long minute = 60_000_000_000L;

        assertThat(RateLimitFields.of(new Tally(slow, 9, 0, 72_000_000_000L)))
                .isEqualTo(new RateLimitFields("\"flow\";q=10;w=720", "\"flow\";r=9;t=72"));
        assertThat(RateLimitFields.of(new Tally(slow, 0, minute + 1, 11 * minute)))
                .isEqualTo(new RateLimitFields("\"flow\";q=10;w=720", "\"flow\";r=0;t=61"));
    }

    @Test
    void a_call_that_goes_on_uncounted_says_so_in_its_record_and_tells_nothing_of_a_rate() {
        CounterStore down = (demand, wall, ticks) -> {
            throw new CounterStoreUnavailableException("down");
        };

        Answer answer = gate(() -> uncounted(Uncounted.ALLOW), sink, down)
                .answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        assertThat(answer.goesOn()).isTrue();
        assertThat(answer.rateLimit()).isEmpty();
        assertThat(sink.last().subject().why())
                .containsExactly(new TraceLine(Step.SETTLEMENT, "the counter store does not answer: not counted"));
        answer = gate(() -> uncounted(Uncounted.LOCAL), sink, down)
                .answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        assertThat(answer.rateLimit()).isPresent();
        assertThat(sink.last().subject().why())
                .containsExactly(new TraceLine(
                        Step.SETTLEMENT, "the counter store does not answer: counted at this enforcement point alone"));
        answer = gate(() -> uncounted(Uncounted.DENY), sink, down)
                .answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        assertThat(answer.reason()).contains(Reason.COUNTER_STORE_UNAVAILABLE);
    }

    /** The shop, of which payments are trusted enough to be called without limit. */
    private static Optional<Snapshot> uncounted(Uncounted how) {
        Policy shop = ShopPolicy.policy();
        List<Segment> segments = shop.segments().stream()
                .map(zone -> new Segment(
                        zone.name(),
                        zone.trust() == Trust.RESTRICTED ? Trust.INTERNAL : zone.trust(),
                        zone.authentication(),
                        zone.token(),
                        zone.freshness(),
                        new Segment.Limits(Rates.NONE, how)))
                .toList();
        return Optional.of(ShopPolicy.snapshot(new Policy(
                shop.name(),
                shop.environments(),
                shop.issuers(),
                segments,
                shop.services(),
                shop.flows(),
                shop.forbids())));
    }

    private static Bucket bucket(long calls, RateLimit.Per per, long burst) {
        return new Bucket.OfFlow(new FlowId("charge"), new RateLimit(calls, per, burst));
    }

    @Test
    void without_a_snapshot_every_call_is_denied() {
        Answer answer = gate(Optional::empty, sink).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW);

        assertThat(answer.reason()).contains(Reason.SNAPSHOT_MISSING);
        assertThat(sink.last().subject().judgement()).isEmpty();
        assertThat(sink.last().subject().call()).isPresent();
    }

    @Test
    void an_unreadable_question_is_denied_and_recorded() {
        Answer answer = gate(GateTest::healthy, sink).unreadable("header `X` is missing", NOW);

        assertThat(answer.reason()).contains(Reason.REQUEST_UNREADABLE);
        assertThat(sink.last().subject().call()).isEmpty();
        assertThat(sink.last().subject().why())
                .singleElement()
                .satisfies(line -> assertThat(line.finding()).isEqualTo("header `X` is missing"));
    }

    @Test
    void a_fault_denies_and_its_message_is_not_recorded() {
        Answer answer = gate(
                        () -> {
                            throw new IllegalStateException("holds a secret");
                        },
                        sink)
                .answer(ShopPolicy.call("orders", "GET /charges/1"), NOW);

        assertThat(answer.reason()).contains(Reason.INTERNAL_ERROR);
        assertThat(answer.id()).isEqualTo("first");
        assertThat(sink.last().subject().why().toString())
                .contains("IllegalStateException", "GateTest")
                .doesNotContain("secret");
    }

    @Test
    void an_allow_that_cannot_be_recorded_is_no_allow() {
        DecisionSink broken = new DecisionSink() {
            @Override
            public void offer(DecisionRecord decision) {
                throw new IllegalStateException("full");
            }

            @Override
            public long dropped() {
                return 0;
            }
        };

        Answer answer = gate(GateTest::healthy, broken).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW);
        Answer unreadable = gate(GateTest::healthy, broken).unreadable("why", NOW);

        assertThat(answer.reason()).contains(Reason.INTERNAL_ERROR);
        assertThat(unreadable.reason()).contains(Reason.INTERNAL_ERROR);
    }

    @Test
    void without_an_id_no_call_passes() {
        Gate gate = gate(GateTest::healthy, sink);
        ids.forEachRemaining(id -> {});

        assertThat(gate.answer(ShopPolicy.call("orders", "GET /charges/1"), NOW).reason())
                .contains(Reason.INTERNAL_ERROR);
    }

    @Test
    void a_token_that_does_not_verify_is_verified_once_only() {
        AccessRequest call = ShopPolicy.call("orders", "GET /charges/1").withToken(PresentedToken.bearer("no-token"));

        Answer answer = gate(GateTest::healthy, sink).answer(call, NOW);

        assertThat(answer.reason()).contains(Reason.TOKEN_MALFORMED);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(sink.last().subject().why()).isEmpty();
        assertThat(sink.last().toString()).doesNotContain("no-token");
        assertThat(sink.last().subject().toString()).doesNotContain("no-token");
    }

    @Test
    void a_kept_answer_is_none_that_a_certificate_was_shown_for_and_the_record_says_so() {
        Gate gate = gate(GateTest::healthy, sink);

        Answer kept = gate.answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, Duration.ofSeconds(5));
        assertThat(kept.reason()).contains(Reason.ANSWER_NOT_KEEPABLE);
        assertThat(kept.status()).isEqualTo(403);
        assertThat(sink.last().subject().judgement().orElseThrow().decision().isAllow())
                .isTrue();
        assertThat(sink.last().subject().why())
                .containsExactly(
                        new TraceLine(Step.SETTLEMENT, "until when the client certificate is valid is not known here"));

        Answer once = gate.answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, Duration.ZERO);
        assertThat(once.goesOn()).isTrue();
    }

    @Test
    void a_kept_answer_that_would_not_hold_is_denied_as_a_later_call_would_be() {
        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.reading(), NOW, Duration.ofSeconds(30));

        assertThat(answer.reason()).contains(Reason.SNAPSHOT_STALE);
        assertThat(sink.last().time()).isEqualTo(ShopPolicy.NOON);
        assertThat(sink.last().subject().why())
                .first()
                .isEqualTo(new TraceLine(
                        Step.ENFORCEMENT, "the answer would be kept for PT30S: decided as of 2026-11-22T12:00:30Z"));
    }

    @Test
    void a_kept_answer_that_holds_passes() {
        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.reading(), NOW, Duration.ofSeconds(5));

        assertThat(answer.passage().orElseThrow().flow()).hasToString("look");
        assertThat(sink.last().stop()).isEmpty();
        assertThat(sink.last().subject().why()).isEmpty();
    }

    @Test
    void what_a_call_opens_is_noted_before_it_is_let_through_by_the_record_of_its_allow() {
        List<String> happened = new ArrayList<>();
        Opening opening = allowed ->
                happened.add("noted " + allowed + ", recorded " + sink.records().size());

        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, opening);

        assertThat(answer.goesOn()).isTrue();
        assertThat(happened).containsExactly("noted decision first: allow, recorded 0");
        assertThat(sink.last().stop()).isEmpty();
    }

    @Test
    void what_could_not_be_noted_does_not_open_and_the_record_says_why() {
        Opening opening = allowed -> {
            throw new OpeningNotNotedException("the table is gone: make it again");
        };

        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, opening);

        assertThat(answer.goesOn()).isFalse();
        assertThat(answer.passage()).isEmpty();
        assertThat(answer.reason()).contains(Reason.OPENING_NOT_NOTED);
        assertThat(sink.last().stop()).contains(DecisionRecord.Stop.because(Reason.OPENING_NOT_NOTED));
        assertThat(sink.last().subject().judgement().orElseThrow().decision().isAllow())
                .isTrue();
        assertThat(sink.last().subject().why())
                .containsExactly(new TraceLine(Step.SETTLEMENT, "the table is gone: make it again"));
    }

    @Test
    void an_opening_that_fails_in_another_way_denies_too() {
        Opening opening = allowed -> {
            throw new IllegalStateException("broken");
        };

        Answer answer = gate(GateTest::healthy, sink).answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, opening);

        assertThat(answer.reason()).contains(Reason.INTERNAL_ERROR);
    }

    @Test
    void neither_a_denial_nor_an_observed_call_has_anything_noted() {
        List<DecisionRecord> noted = new ArrayList<>();
        Gate gate = gate(GateTest::healthy, sink);

        assertThat(gate.answer(ShopPolicy.call("acme", "POST /charges"), NOW, noted::add)
                        .goesOn())
                .isFalse();
        assertThat(gate.observing()
                        .answer(ShopPolicy.call("orders", "GET /charges/1"), NOW, noted::add)
                        .goesOn())
                .isTrue();

        assertThat(noted).isEmpty();
    }

    @Test
    void a_grant_is_all_that_may_be_kept() {
        assertThat(gate(GateTest::healthy, sink).grant(ShopPolicy.reading(), NOW, Duration.ofSeconds(5)))
                .extracting(Grant::toString)
                .containsExactly("Grant[operation=GET /catalog, flow=look]");
    }

    @Test
    void in_doubt_nothing_is_granted_or_kept() {
        Supplier<Optional<Snapshot>> faulty = () -> {
            throw new IllegalStateException("broken");
        };
        Duration tooLong = Duration.ofHours(2);

        assertThat(gate(faulty, sink).grant(ShopPolicy.reading(), NOW, Duration.ZERO))
                .isEmpty();
        assertThat(gate(Optional::empty, sink).grant(ShopPolicy.reading(), NOW, Duration.ZERO))
                .isEmpty();
        assertThat(gate(GateTest::healthy, sink).grant(ShopPolicy.reading(), NOW, tooLong))
                .isEmpty();
        assertThat(gate(GateTest::healthy, sink)
                        .answer(ShopPolicy.reading(), NOW, tooLong)
                        .reason())
                .contains(Reason.INTERNAL_ERROR);
    }

    @Test
    void an_observing_gate_lets_a_denied_call_through_for_nobody_and_records_the_denial() {
        Answer answer = gate(GateTest::healthy, sink).observing().answer(ShopPolicy.call("acme", "POST /charges"), NOW);

        assertThat(answer.goesOn()).isTrue();
        assertThat(answer.passage()).isEmpty();
        assertThat(answer.reason()).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(sink.last().id()).isEqualTo(answer.id());
        assertThat(sink.last().point()).isEqualTo(new DecisionRecord.Point("here", false, 250));
        assertThat(sink.last().stop()).contains(DecisionRecord.Stop.because(Reason.FORBIDDEN));
        assertThat(sink.last().subject().why()).isNotEmpty();
    }

    @Test
    void an_observing_gate_vouches_for_nobody_whom_it_would_allow_either() {
        Answer answer =
                gate(GateTest::healthy, sink).observing().answer(ShopPolicy.call("orders", "GET /charges/1"), NOW);

        assertThat(answer.goesOn()).isTrue();
        assertThat(answer.passage()).isEmpty();
        assertThat(sink.last().stop()).isEmpty();
        assertThat(sink.last().point().enforced()).isFalse();
    }

    @Test
    void an_observing_gate_counts_rates_and_lets_go_on_what_is_over_them() {
        Gate gate = gate(GateTest::healthy, sink).observing();
        gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);
        gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW);

        assertThat(gate.answer(ShopPolicy.call("orders", "POST /charges"), NOW).goesOn())
                .isTrue();
        assertThat(sink.last().stop().orElseThrow().reason()).isEqualTo(Reason.RATE_LIMITED);
    }

    @Test
    void an_observing_gate_is_in_no_calls_way_whatever_fails() {
        Supplier<Optional<Snapshot>> faulty = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(gate(faulty, sink)
                        .observing()
                        .answer(ShopPolicy.reading(), NOW)
                        .goesOn())
                .isTrue();
        assertThat(sink.last().stop().orElseThrow().reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(gate(Optional::empty, sink)
                        .observing()
                        .answer(ShopPolicy.reading(), NOW)
                        .goesOn())
                .isTrue();
        assertThat(sink.last().stop().orElseThrow().reason()).isEqualTo(Reason.SNAPSHOT_MISSING);
        assertThat(gate(GateTest::healthy, sink)
                        .observing()
                        .unreadable("why", NOW)
                        .goesOn())
                .isTrue();
        assertThat(sink.last().stop().orElseThrow().reason()).isEqualTo(Reason.REQUEST_UNREADABLE);
    }

    @Test
    void observing_changes_nothing_about_the_gate_that_was_asked_for_it() {
        Gate gate = gate(GateTest::healthy, sink);
        gate.observing();

        assertThat(gate.answer(ShopPolicy.call("acme", "POST /charges"), NOW).goesOn())
                .isFalse();
    }

    private static Optional<Snapshot> healthy() {
        return Optional.of(ShopPolicy.snapshot(0));
    }

    private Gate gate(Supplier<Optional<Snapshot>> current, DecisionSink records) {
        return gate(current, records, new LocalCounterStore());
    }

    private Gate gate(Supplier<Optional<Snapshot>> current, DecisionSink records, CounterStore counters) {
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return current.get();
            }

            @Override
            public void refresh() {}
        };
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 16);
        Settlement settlement = new Settlement(new LocalReplayStore(16), counters);
        return new Gate(source, enforcer, settlement, new Recorder("here", records, ids::next, () -> 1_250));
    }
}
