package dev.cordon.decision;

import dev.cordon.network.IpAddress;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ProofId;
import dev.cordon.token.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the steps: what each found for those after it. Mutable and confined to a thread; it is
 * used again for the next call, so that a decision allocates nothing.
 */
final class Evaluation {

    private static final CertificateEvidence NO_CERTIFICATE = new CertificateEvidence.None();

    private @Nullable Snapshot snapshot;
    private @Nullable AccessRequest request;
    private @Nullable Moment now;
    private @Nullable TokenView token;
    private @Nullable List<TraceLine> trace;

    /** The operation's number, or {@link CompiledPolicy#UNKNOWN}. */
    int operation;
    /** The target's number, or {@link CompiledPolicy#UNKNOWN}. */
    int target;
    /** The number of the service that the certificate names, or {@link Identities#NOBODY}. */
    int certified;
    /** The caller's number, or {@link CompiledPolicy#UNKNOWN}. */
    int caller;
    /** Whether nothing but the word of an enforcement point says who calls. */
    boolean vouched;
    /** The flow or forbid that decides, or {@link EdgeIndex#NONE}. */
    int rule;

    /** Outlives the call: what clocks show does not depend on it. */
    final LocalClock clock = new LocalClock();

    @Nullable
    Reason shadowed;

    @Nullable
    ProofId proof;

    private boolean watched;
    private Instant steadyUntil = Instant.MAX;

    void begin(Snapshot from, AccessRequest call, Moment instant, boolean traced) {
        snapshot = from;
        request = call;
        now = instant;
        trace = traced ? new ArrayList<>() : null;
        token = null;
        operation = CompiledPolicy.UNKNOWN;
        target = CompiledPolicy.UNKNOWN;
        certified = Identities.NOBODY;
        caller = CompiledPolicy.UNKNOWN;
        vouched = false;
        rule = EdgeIndex.NONE;
        shadowed = null;
        proof = null;
        watched = false;
    }

    /** From here on it matters until when what is found will stay so. */
    void watch() {
        watched = true;
        steadyUntil = Instant.MAX;
    }

    /** Whether {@link #steady} wants to be told. */
    boolean isWatched() {
        return watched;
    }

    /** Something that was looked at may be different from that instant on, which lies ahead. */
    void steady(Instant until) {
        steadyUntil = until.isBefore(steadyUntil) ? until : steadyUntil;
    }

    /** Before this instant, nothing that was looked at since {@link #watch} turns of itself. */
    Instant steadyUntil() {
        return steadyUntil;
    }

    /** Leaves caller and target as they are and forgets what was found of another operation. */
    void turnTo(int other) {
        operation = other;
        rule = EdgeIndex.NONE;
        shadowed = null;
    }

    /** Lets go of everything, so that no token outlives its call. */
    void end() {
        snapshot = null;
        request = null;
        now = null;
        token = null;
        proof = null;
        trace = null;
    }

    Snapshot snapshot() {
        return Objects.requireNonNull(snapshot);
    }

    CompiledPolicy policy() {
        return snapshot().policy();
    }

    AccessRequest request() {
        return Objects.requireNonNull(request);
    }

    /** The caller's address, or null where it is not known, or told by somebody who is not believed in that. */
    @Nullable
    IpAddress source() {
        return policy().believes(request().asking(), Vouching.NETWORK)
                ? request().source()
                : null;
    }

    /** What is known of a client certificate: nothing where somebody tells who is not believed in that. */
    CertificateEvidence certificate() {
        return policy().believes(request().asking(), Vouching.CERTIFICATE)
                ? request().certificate()
                : NO_CERTIFICATE;
    }

    /** Which flows may allow: those that take what the caller shows. One known by its certificate shows no less. */
    TokenKind shows() {
        return token != null ? token.token.kind() : vouched ? TokenKind.VOUCHED : TokenKind.SEGMENT;
    }

    Moment now() {
        return Objects.requireNonNull(now);
    }

    String environment() {
        return snapshot().revisions().policy().environment().text();
    }

    /** What the target's segment asks of its callers. */
    Demands demands() {
        return policy().demandsOf[target];
    }

    @Nullable
    TokenView token() {
        return token;
    }

    void token(TokenView view) {
        token = view;
    }

    @Nullable
    VerifiedToken verified() {
        return token == null ? null : token.token;
    }

    /** Whether somebody wants to read how the decision came about. */
    boolean isTraced() {
        return trace != null;
    }

    void note(Step step, String finding) {
        if (trace != null) {
            trace.add(new TraceLine(step, finding));
        }
    }

    List<TraceLine> trace() {
        return trace == null ? List.of() : List.copyOf(trace);
    }
}
