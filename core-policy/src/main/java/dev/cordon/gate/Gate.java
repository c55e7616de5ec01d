package dev.cordon.gate;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Grant;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.KeptJudgement;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.Step;
import dev.cordon.decision.TraceLine;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Uncounted;
import dev.cordon.request.AccessRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call through an enforcement point: take the snapshot, decide, settle, record, answer. Never throws:
 * whatever fails denies with {@link Reason#INTERNAL_ERROR}, a record that can't be handed over too. It enforces unless
 * it is told to observe ({@link #observing}). Safe for use by many threads; does not block where its stores don't.
 */
public final class Gate {

    private static final String NO_ID = "none";

    private final SnapshotSource source;
    private final Enforcer enforcer;
    private final Settlement settlement;
    private final Recorder recorder;
    private final boolean enforces;

    /**
     * A gate that enforces.
     *
     * @param enforcer made with the reach of this settlement's replay store
     */
    public Gate(SnapshotSource source, Enforcer enforcer, Settlement settlement, Recorder recorder) {
        this(source, enforcer, settlement, recorder, true);
    }

    private Gate(SnapshotSource source, Enforcer enforcer, Settlement settlement, Recorder recorder, boolean enforces) {
        this.source = source;
        this.enforcer = enforcer;
        this.settlement = settlement;
        this.recorder = recorder;
        this.enforces = enforces;
    }

    /**
     * The same gate for a first roll-out: it decides, settles and records as this one, and <b>lets every call
     * through</b>. A denial is recorded with {@code enforced: false}; no answer names a caller, for upstream services
     * must not take an observed call for a checked one. A gateway may not keep its answers.
     */
    public Gate observing() {
        return new Gate(source, enforcer, settlement, recorder, false);
    }

    /** Answers a call, and this call only. */
    public Answer answer(AccessRequest request, Moment now) {
        return answer(request, now, Duration.ZERO);
    }

    /**
     * Answers a call for a gateway that keeps the answer and repeats it without asking. What was to be settled would go
     * unsettled then: such an allow is denied with {@link Reason#ANSWER_NOT_KEEPABLE}; one that would not hold so long,
     * with the reason for which a later call would be denied. The request must hold no evidence that the gateway does
     * not tell calls apart by ({@link Enforcer#judge(Snapshot, AccessRequest, Moment, Duration)}).
     *
     * @param kept how long the gateway keeps answers, from 0 for not at all to an hour
     */
    public Answer answer(AccessRequest request, Moment now, Duration kept) {
        return answer(request, now, new Terms(kept, null));
    }

    /**
     * Answers a call that opens something that outlasts it. Where that can't be noted the allow is denied with
     * {@link Reason#OPENING_NOT_NOTED}; a gate that observes has nothing noted.
     */
    public Answer answer(AccessRequest request, Moment now, Opening opening) {
        return answer(request, now, new Terms(Duration.ZERO, opening));
    }

    /**
     * What an allow is held to beside its obligations.
     *
     * @param kept how long a gateway keeps the answer
     * @param opening what is opened by it
     */
    private record Terms(Duration kept, @Nullable Opening opening) {}

    private Answer answer(AccessRequest request, Moment now, Terms terms) {
        String id = NO_ID;
        try {
            id = recorder.ids().get();
            return decide(id, request, now, terms);
        } catch (RuntimeException e) {
            // the outermost catch: a fault of ours must never let a call through
            return failed(id, request, now, e);
        }
    }

    /**
     * What else the caller may do on the service it calls, for a gateway that keeps one answer for all of it: see
     * {@link Enforcer#grant}. Nothing where in doubt. Not recorded: no call was made.
     *
     * @param kept how long the gateway keeps answers, from 0 to an hour
     */
    public List<Grant> grant(AccessRequest request, Moment now, Duration kept) {
        try {
            return source.current()
                    .map(snapshot -> enforcer.grant(snapshot, request, now, kept))
                    .orElse(List.of());
        } catch (RuntimeException e) {
            // the outermost catch: a fault of ours must never let a call through
            return List.of();
        }
    }

    /**
     * Denies a call whose request could not even be made out, with {@link Reason#REQUEST_UNREADABLE}.
     *
     * @param why what is missing or contradicts itself, in a lowercase line for operators, without secrets
     */
    public Answer unreadable(String why, Moment now) {
        String id = NO_ID;
        try {
            id = recorder.ids().get();
            return stop(id, null, now, new Refusal(Reason.REQUEST_UNREADABLE, why));
        } catch (RuntimeException e) {
            return failed(id, null, now, e);
        }
    }

    private Answer decide(String id, AccessRequest request, Moment now, Terms terms) {
        Snapshot snapshot = source.current().orElse(null);
        if (snapshot == null) {
            Refusal refusal = new Refusal(Reason.SNAPSHOT_MISSING, Reason.SNAPSHOT_MISSING.meaning());
            return stop(id, request, now, refusal);
        }
        KeptJudgement judged = enforcer.judge(snapshot, request, now, terms.kept());
        Judgement judgement = judged.judgement();
        Settled settled = judged.obstacle().isPresent()
                ? Settled.Stopped.because(Reason.ANSWER_NOT_KEEPABLE)
                : settlement.settle(judgement.decision(), now);
        List<TraceLine> why = new ArrayList<>();
        if (!judged.at().equals(now)) {
            why.add(new TraceLine(
                    Step.ENFORCEMENT,
                    "the answer would be kept for " + terms.kept() + ": decided as of "
                            + judged.at().wall()));
        }
        why.addAll(why(snapshot, request, judged.at(), judgement));
        judged.obstacle().ifPresent(obstacle -> why.add(new TraceLine(Step.SETTLEMENT, obstacle)));
        if (settled instanceof Settled.LetThrough && terms.opening() != null && enforces) {
            settled =
                    noted(terms.opening(), settled, recorded(id, settled, now, subject(request, judgement, why)), why);
        }
        Answer answer = settled instanceof Settled.LetThrough through
                ? allowed(id, through, passage(snapshot, judgement))
                : refused(id, (Settled.Stopped) settled);
        if (settled instanceof Settled.LetThrough through) {
            through.uncounted().ifPresent(how -> why.add(new TraceLine(Step.SETTLEMENT, uncounted(how))));
        }
        record(id, settled, now, subject(request, judgement, why));
        return answer;
    }

    /** What an allow becomes that opens something: a deny, where nobody could close that later. */
    private static Settled noted(Opening opening, Settled settled, DecisionRecord allowed, List<TraceLine> why) {
        try {
            opening.note(allowed);
            return settled;
        } catch (OpeningNotNotedException e) {
            why.add(new TraceLine(Step.SETTLEMENT, String.valueOf(e.getMessage())));
            return Settled.Stopped.because(Reason.OPENING_NOT_NOTED);
        }
    }

    private Answer allowed(String id, Settled.LetThrough through, Answer.Passage passage) {
        return enforces ? Answer.allow(id, through, passage) : Answer.observed(id);
    }

    private static String uncounted(Uncounted how) {
        return "the counter store does not answer: "
                + (how == Uncounted.LOCAL ? "counted at this enforcement point alone" : "not counted");
    }

    private Answer refused(String id, Settled.Stopped stopped) {
        return enforces ? Answer.deny(id, stopped) : Answer.observed(id);
    }

    /** The allow's own flow, and the caller that it is for: without either there is no allow. */
    private static Answer.Passage passage(Snapshot snapshot, Judgement judgement) {
        FlowId flow = judgement.decision().fold(Decision.Allow::flow, deny -> {
            throw new IllegalStateException("a deny was settled as an allow");
        });
        ServiceName caller = judgement.caller().orElseThrow();
        SegmentName segment = snapshot.policy().segmentOf(caller).orElseThrow().name();
        return new Answer.Passage(caller, segment, flow, judgement.target().orElseThrow());
    }

    /**
     * How a denial came about, step by step. Deciding again is right because a decision depends on its arguments alone,
     * and cheap because the token that verified is in the cache; one that did not is not verified twice, its reason
     * says it all.
     */
    private List<TraceLine> why(Snapshot snapshot, AccessRequest request, Moment now, Judgement judgement) {
        boolean wasted = request.token() != null && judgement.token().isEmpty();
        return judgement.decision().isAllow() || wasted || !recorder.sink().readsWhy()
                ? List.of()
                : enforcer.explain(snapshot, request, now).trace();
    }

    private record Refusal(Reason reason, String why) {}

    private Answer stop(String id, @Nullable AccessRequest request, Moment now, Refusal refusal) {
        Settled.Stopped stopped = Settled.Stopped.because(refusal.reason());
        List<TraceLine> why = List.of(new TraceLine(Step.ENFORCEMENT, refusal.why()));
        record(id, stopped, now, subject(request, null, why));
        return refused(id, stopped);
    }

    private Answer failed(String id, @Nullable AccessRequest request, Moment now, RuntimeException fault) {
        Refusal refusal = new Refusal(Reason.INTERNAL_ERROR, place(fault));
        try {
            return stop(id, request, now, refusal);
        } catch (RuntimeException e) {
            // the sink fails too: the call is answered all the same, unrecorded
            return refused(id, Settled.Stopped.because(refusal.reason()));
        }
    }

    /**
     * Where a fault arose, for a report: its type and place, though operators can do nothing with them; never its
     * message, which may quote a token.
     */
    private static String place(RuntimeException fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        return fault.getClass().getSimpleName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    private static DecisionRecord.Subject subject(
            @Nullable AccessRequest request, @Nullable Judgement judgement, List<TraceLine> why) {
        return new DecisionRecord.Subject(
                Optional.ofNullable(request).map(DecisionRecord.Call::of), Optional.ofNullable(judgement), why);
    }

    private void record(String id, Settled settled, Moment now, DecisionRecord.Subject subject) {
        recorder.sink().offer(recorded(id, settled, now, subject));
    }

    private DecisionRecord recorded(String id, Settled settled, Moment now, DecisionRecord.Subject subject) {
        Optional<DecisionRecord.Stop> stop = settled instanceof Settled.Stopped stopped
                ? Optional.of(new DecisionRecord.Stop(
                        stopped.reason(),
                        stopped.retryAfter(),
                        stopped.tally().map(used -> used.bucket().kind())))
                : Optional.empty();
        long nanos = recorder.ticks().getAsLong() - now.ticks();
        DecisionRecord.Point point = new DecisionRecord.Point(recorder.point(), enforces, nanos);
        return new DecisionRecord(id, now.wall(), point, subject, stop);
    }
}
