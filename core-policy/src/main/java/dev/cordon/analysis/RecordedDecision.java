package dev.cordon.analysis;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.RecordedCall;
import dev.cordon.decision.Step;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A decision as its record tells of it: what was asked, what was answered, and what with. Immutable. */
public final class RecordedDecision {

    private final String id;
    private final Instant time;
    private final PolicyRevision revision;
    private final RecordedCall call;
    private final Answer answer;
    private final Optional<ServiceName> target;

    /**
     * What was decided, before it was settled.
     *
     * @param reason of a deny; empty for an allow
     * @param rule the flow or forbid that decided
     * @param shadowed of an allow: the condition that was not enforced
     */
    record Answer(Optional<Reason> reason, Optional<String> rule, Optional<Reason> shadowed) {

        @Override
        public String toString() {
            String verdict = reason.map(why -> "deny " + why).orElse("allow");
            String by = rule.map(name -> " " + name).orElse("");
            return verdict + by + shadowed.map(why -> ", not enforced " + why).orElse("");
        }
    }

    private RecordedDecision(LineFields line, PolicyRevision revision, RecordedCall call, Answer answer)
            throws UnreadableLineException {
        this.id = line.text("id");
        this.time = line.time("time");
        this.revision = revision;
        this.call = call;
        this.answer = answer;
        this.target = line.optional("target", text -> Optional.of(new ServiceName(text)));
    }

    static RecordedDecision read(LineFields line) throws UnreadableLineException {
        Answer answer = answer(line);
        return new RecordedDecision(line, revision(line.object("madeFrom")), CallReader.read(line, answer), answer);
    }

    private static Answer answer(LineFields line) throws UnreadableLineException {
        boolean allowed = switch (line.text("decided")) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw line.wrong("decided", "is neither `allow` nor `deny`");
        };
        return new Answer(
                allowed ? Optional.empty() : Optional.of(line.value("reason", Reason::valueOf)),
                line.optional(line.has("forbid") ? "forbid" : "flow"),
                line.optional("shadowed", text -> Optional.of(Reason.valueOf(text))));
    }

    private static PolicyRevision revision(LineFields from) throws UnreadableLineException {
        return new PolicyRevision(
                from.value("policy", PolicyName::new),
                from.value("environment", Environment::new),
                from.number("sequence"),
                from.text("hash"),
                from.time("validUntil"));
    }

    /** The decision's id. */
    public String id() {
        return id;
    }

    /** The instant of the call. */
    public Instant time() {
        return time;
    }

    /** Which policy it was decided by. */
    public PolicyRevision revision() {
        return revision;
    }

    /** What was decided, for people, such as {@code deny NO_FLOW}. */
    public String answered() {
        return answer.toString();
    }

    Answer answer() {
        return answer;
    }

    RecordedCall call() {
        return call;
    }

    /**
     * A revocation that stops the call as the record says that one did: lists of revocations are not kept, so what a
     * look-up found is taken from the record. Empty where nothing was found.
     */
    Optional<Revocation> revoked(CompiledPolicy policy) {
        Reason reason =
                answer.reason().filter(why -> why.step() == Step.REVOCATION).orElse(null);
        if (reason == null) {
            return Optional.empty();
        } else if (reason == Reason.SERVICE_REVOKED) {
            return target.map(Revocation.OfService::new);
        } else if (reason == Reason.QUARANTINED) {
            return target.flatMap(policy::segmentOf).map(segment -> quarantine(segment.name()));
        }
        return token().flatMap(token -> revoked(reason, token));
    }

    /** The services as they lived, as far as that stopped the call; what is gone is told by {@link #revoked}. */
    Optional<ServiceRegistry> registry() {
        return answer.reason()
                .filter(why -> why == Reason.SERVICE_DEPRECATED)
                .flatMap(why -> target)
                .map(service ->
                        ServiceRegistry.of(service, new Deprecation(Optional.of(Instant.MIN), Set.of(), Set.of())));
    }

    /** That the call was stopped is recorded, not until when: till the end of all times stops it too. */
    private static Revocation quarantine(SegmentName segment) {
        return new Revocation.Quarantine(
                new Zone.OfSegment(segment), Revocation.Direction.INBOUND, Long.MAX_VALUE / 2, "as recorded");
    }

    private static Optional<Revocation> revoked(Reason reason, VerifiedToken token) {
        IssuerName issuer = token.issuer();
        String transaction = token.transaction();
        if (reason == Reason.KEY_REVOKED) {
            return Optional.of(new Revocation.OfKey(issuer, token.keyId()));
        } else if (reason == Reason.TOKEN_REVOKED) {
            return Optional.of(new Revocation.OfToken(issuer, token.id()));
        } else if (reason == Reason.CHAIN_REVOKED && transaction != null) {
            return Optional.of(new Revocation.OfChain(transaction));
        } else if (reason == Reason.CREDENTIAL_REVOKED && ServiceName.isValid(token.caller())) {
            return Optional.of(new Revocation.OfGeneration(new ServiceName(token.caller()), token.generation()));
        } else if (reason == Reason.TOKEN_CUT_OFF && ServiceName.isValid(token.caller())) {
            return Optional.of(new Revocation.IssuedBefore(new ServiceName(token.caller()), token.issuedAt(), false));
        }
        return Optional.empty();
    }

    private Optional<VerifiedToken> token() {
        return call.shown()
                .flatMap(shown -> shown.check() instanceof TokenCheck.Verified verified
                        ? Optional.of(verified.token())
                        : Optional.empty());
    }

    /** Names the decision. */
    @Override
    public String toString() {
        return "decision " + id + ": " + answer;
    }
}
