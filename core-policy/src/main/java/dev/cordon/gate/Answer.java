package dev.cordon.gate;

import dev.cordon.decision.Reason;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last word on one call, as an enforcement point carries it out. Only the gate makes one. Immutable. */
public final class Answer {

    private static final int ALLOWED = 200;

    private final String id;
    private final Settled settled;
    private final @Nullable Passage passage;

    /**
     * Who passes, for the headers of an allowed call.
     *
     * @param caller the caller
     * @param segment the caller's segment
     * @param flow the flow that allowed
     * @param target the service called
     */
    public record Passage(ServiceName caller, SegmentName segment, FlowId flow, ServiceName target) {}

    private Answer(String id, Settled settled, @Nullable Passage passage) {
        this.id = id;
        this.settled = settled;
        this.passage = passage;
    }

    /** An allow always says who passes by which flow: there is no other way to make one. */
    static Answer allow(String id, Settled.LetThrough settled, Passage passage) {
        return new Answer(id, settled, passage);
    }

    static Answer deny(String id, Settled.Stopped stopped) {
        return new Answer(id, stopped, null);
    }

    /** Where the enforcement point observes: the call goes on whatever was decided, and nobody is vouched for. */
    static Answer observed(String id) {
        return new Answer(id, Settled.LetThrough.PLAIN, null);
    }

    /** The id by which the decision's record is found. */
    public String id() {
        return id;
    }

    /** Whether the call goes on: allowed, or only observed. */
    public boolean goesOn() {
        return settled instanceof Settled.LetThrough;
    }

    /** Who passes; empty where the call ends here, and where it is only observed: then nobody may be named upstream. */
    public Optional<Passage> passage() {
        return Optional.ofNullable(passage);
    }

    /** Why the call ends here; empty where it goes on. */
    public Optional<Reason> reason() {
        return settled instanceof Settled.Stopped stopped ? Optional.of(stopped.reason()) : Optional.empty();
    }

    /** The HTTP status for the caller: 200 where the call goes on. */
    public int status() {
        return settled instanceof Settled.Stopped stopped ? stopped.reason().status() : ALLOWED;
    }

    /** The value of a {@code Retry-After} header: whole seconds, rounded up; empty where waiting does not help. */
    public Optional<Long> retryAfterSeconds() {
        return settled instanceof Settled.Stopped stopped
                ? stopped.tally().map(used -> RateLimitFields.roundUp(used.delay()))
                : Optional.empty();
    }

    /** What the caller is told of its rate; empty where none applies, or the call is only observed. */
    public Optional<RateLimitFields> rateLimit() {
        return settled.tally().map(RateLimitFields::of);
    }

    @Override
    public String toString() {
        return "answer " + id + ": " + (settled instanceof Settled.Stopped stopped ? stopped.reason() : "goes on");
    }
}
