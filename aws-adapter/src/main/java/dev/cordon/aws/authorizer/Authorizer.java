package dev.cordon.aws.authorizer;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.event.AuthorizerEvent;
import dev.cordon.aws.event.Envelope;
import dev.cordon.aws.event.EventKind;
import dev.cordon.aws.event.ExecuteArn;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Grant;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import dev.cordon.gate.OnDemand;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers API Gateway's questions. Whatever can't be read, can't be kept or fails is denied in the form of its kind, or
 * let through where the settings say to observe; where not even that can be written, the function fails, which API
 * Gateway answers with 500. Safe for use by many threads.
 */
public final class Authorizer {

    private final AuthorizerSettings settings;
    private final Enforcement enforcement;
    private final RequestMaker requests;
    private final Replies replies;
    private final Gate gate;
    private final Optional<NotedOpenings> openings;
    private final Optional<String> closed;

    /**
     * What decides.
     *
     * @param gate decides and records
     * @param source where the gate has its snapshot from
     * @param freshness keeps that snapshot fresh
     * @param clock the clock of both
     * @param connections where WebSocket connections are noted that it opens; empty where nobody closes them
     */
    public record Enforcement(
            Gate gate,
            SnapshotSource source,
            OnDemand freshness,
            Supplier<Moment> clock,
            Optional<ConnectionNotes> connections) {}

    /** An authorizer. */
    public Authorizer(AuthorizerSettings settings, Enforcement enforcement) {
        this(settings, enforcement, Optional.empty());
    }

    private Authorizer(AuthorizerSettings settings, Enforcement enforcement, Optional<String> closed) {
        this.settings = settings;
        this.enforcement = enforcement;
        this.closed = closed;
        this.requests = new RequestMaker(settings);
        this.replies = new Replies(settings);
        this.gate = settings.observes() ? enforcement.gate().observing() : enforcement.gate();
        // who only observes closes nothing either
        this.openings =
                enforcement.connections().filter(notes -> !settings.observes()).map(NotedOpenings::new);
    }

    /**
     * An authorizer that denies every call.
     *
     * @param why in a lowercase line for operators
     */
    public static Authorizer closed(String why, AuthorizerSettings.Wording wording, Enforcement enforcement) {
        AuthorizerSettings settings = new AuthorizerSettings(
                EnumSet.allOf(EventKind.class), Targets.none(), Caching.none(), ClientTrust.nobody(), wording);
        return new Authorizer(settings, enforcement, Optional.of(why));
    }

    /** What of a policy can't be allowed by this authorizer, whoever calls: see {@link Unseen}. */
    public List<String> findings(Policy policy) {
        return Unseen.findings(policy, settings);
    }

    /** Whether every call is let through, and only recorded. */
    public boolean observes() {
        return settings.observes();
    }

    /**
     * Answers one question.
     *
     * @param event the event in UTF-8
     * @return the answer in UTF-8
     * @throws NoAnswerException where the function must fail to say what is meant
     */
    public byte[] answer(byte[] event) {
        Envelope envelope = Envelope.open(event);
        try {
            if (closed.isPresent()) {
                throw new UnreadableEventException(closed.get());
            }
            AuthorizerEvent question = envelope.read();
            ServiceName target = requests.target(question);
            Moment now = enforcement.freshness().freshen(target);
            AccessRequest request = requests.request(question, target, now.wall());
            return settings.caching().isKept() && settings.caching().isForWholeApi()
                    ? forWholeApi(question, target, request, now)
                    : forOneCall(question, request, now);
        } catch (UnreadableEventException e) {
            return replies.unread(
                    envelope, gate.unreadable(e.why(), enforcement.clock().get()));
        }
    }

    private byte[] forOneCall(AuthorizerEvent question, AccessRequest request, Moment now)
            throws UnreadableEventException {
        Answer answer;
        if (question.kind() == EventKind.WEBSOCKET && openings.isPresent()) {
            answer = gate.answer(request, now, openings.get().of(question));
        } else {
            answer = gate.answer(request, now, settings.caching().hold());
        }
        return answer.goesOn() ? replies.goOn(question, answer) : replies.refuse(question, answer, List.of());
    }

    /** The answer covers what the caller may do on the API, for the next call may be another operation. */
    private byte[] forWholeApi(AuthorizerEvent question, ServiceName target, AccessRequest request, Moment now)
            throws UnreadableEventException {
        Optional<Snapshot> snapshot = enforcement.source().current();
        if (snapshot.isPresent()) {
            WholeApi.check(snapshot.get(), target, question.arn());
        }
        Answer answer = gate.answer(request, now, settings.caching().hold());
        List<Grant> grants = gate.grant(request, now, settings.caching().hold());
        ExecuteArn called = question.arn();
        Set<String> resources = new LinkedHashSet<>();
        grants.forEach(grant -> resources.add(WholeApi.resource(grant.operation(), called)));
        if (!answer.goesOn()) {
            return replies.refuse(question, answer, List.copyOf(resources));
        }
        resources.add(called.text());
        Set<String> flows = new LinkedHashSet<>();
        grants.forEach(grant -> flows.add(grant.flow().text()));
        flows.add(answer.passage().orElseThrow().flow().text());
        // the context is repeated with the policy: it may not name a flow that is not the next call's
        Optional<String> flow = flows.size() == 1 ? flows.stream().findFirst() : Optional.empty();
        return PolicyReply.allow(answer, List.copyOf(resources), flow);
    }
}
