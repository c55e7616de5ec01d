package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.policy.Binding;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import dev.cordon.registry.Deprecation;
import dev.cordon.request.ClientCertificate;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * docs/decision.md, sentence by sentence, over the policy's own lists: no index, no number, no cache. Its only virtue
 * is that one can hold it beside the document. No DPoP proof holds for it.
 */
final class ReferenceEvaluator {

    private final Trial trial;
    private final Policy policy;
    private final Call call;
    private final Instant now;
    private final ReferenceConditions conditions;

    private final ReferenceNames names;

    private Service target;
    private Optional<Operation> operation = Optional.empty();
    private Service caller;
    private VerifiedToken token;
    private boolean vouched;
    private List<Service> chain = List.of();

    private ReferenceEvaluator(Trial trial) {
        this.trial = trial;
        this.policy = trial.policy();
        this.call = trial.call();
        this.now = trial.now();
        this.conditions = new ReferenceConditions(trial);
        this.names = new ReferenceNames(policy);
    }

    static Verdict decide(Trial trial) {
        ReferenceEvaluator one = new ReferenceEvaluator(trial);
        Reason denial = one.target();
        denial = denial != null ? denial : one.caller();
        denial = denial != null ? denial : one.binding();
        denial = denial != null ? denial : one.revocation();
        if (denial != null) {
            return new Verdict.Deny(denial, Optional.empty());
        }
        Optional<String> forbid = one.forbid();
        return forbid.isPresent() ? new Verdict.Deny(Reason.FORBIDDEN, forbid) : one.flow();
    }

    // ---- 1. Target

    private Reason target() {
        if (now.compareTo(trial.world().validUntil()) >= 0) {
            return Reason.POLICY_EXPIRED;
        }
        ReferencePath path = ReferencePath.read(call.path());
        if (path.outcome() != ReferencePath.Outcome.CLEAR) {
            return path.outcome() == ReferencePath.Outcome.MALFORMED ? Reason.PATH_MALFORMED : Reason.PATH_AMBIGUOUS;
        }
        ReferenceRouting routing = ReferenceRouting.find(policy, call, path.canonical());
        if (routing.denial() != null) {
            return routing.denial();
        }
        target = routing.service();
        operation = routing.operation();
        boolean stale = trial.age().compareTo(names.segment(target).freshness().denyAfter()) > 0;
        return stale ? Reason.SNAPSHOT_STALE : null;
    }

    // ---- 2. Caller

    private Reason caller() {
        ReferenceCaller who = ReferenceCaller.of(trial, target);
        caller = who.service();
        token = who.token();
        vouched = who.isVouched();
        chain = who.chain();
        return who.denial();
    }

    // ---- 3. Binding

    private Reason binding() {
        if (token == null) {
            boolean demanded = !names.segment(target).token().bind().isEmpty();
            return vouched && demanded ? Reason.BINDING_MISSING : null;
        }
        for (Binding demanded : names.segment(target).token().bind()) {
            boolean carried = switch (demanded) {
                case ENVIRONMENT -> token.environment() != null;
                case NETWORK -> !token.networks().isEmpty();
                case MTLS -> token.certificate() != null;
                case DPOP -> token.key() != null;
            };
            if (!carried) {
                return Reason.BINDING_MISSING;
            }
        }
        if (token.environment() != null
                && !token.environment().equals(trial.world().environment().text())) {
            return Reason.BINDING_ENVIRONMENT;
        }
        if (!token.networks().isEmpty()
                && ReferenceConditions.source(policy, call)
                        .filter(source -> ReferenceConditions.inOneOf(token.networks(), source))
                        .isEmpty()) {
            return Reason.BINDING_NETWORK;
        }
        if (token.certificate() != null
                && !ReferenceConditions.certificate(policy, call)
                        .map(ClientCertificate::thumbprint)
                        .equals(Optional.of(token.certificate()))) {
            return Reason.BINDING_CERTIFICATE;
        }
        Reason proof = proof();
        return proof != null ? proof : usage();
    }

    private Reason proof() {
        Call.Shown shown = call.token().orElseThrow();
        boolean asDpop = shown.scheme() == PresentedToken.Scheme.DPOP;
        if (token.key() == null) {
            return asDpop ? Reason.DPOP_INVALID : null;
        }
        return !asDpop || shown.proof().isEmpty() ? Reason.DPOP_MISSING : Reason.DPOP_INVALID;
    }

    private Reason usage() {
        boolean outside = !token.windows().isEmpty()
                && token.windows().stream().noneMatch(window -> ReferenceConditions.inside(window, now));
        if (outside) {
            return Reason.BINDING_WINDOW;
        }
        boolean old =
                token.maxAge() >= 0 && ReferenceConditions.olderThan(Duration.ofSeconds(token.maxAge()), token, now);
        return old ? Reason.TOKEN_TOO_OLD : null;
    }

    // ---- 4. Revocation

    private Reason revocation() {
        Lives lives = trial.world().lives();
        if (Stream.concat(Stream.of(target, caller), chain.stream())
                .anyMatch(one -> lives.retired().contains(one.name()))) {
            return Reason.SERVICE_REVOKED;
        }
        Deprecation going = lives.deprecated().get(target.name());
        boolean over = going != null
                && going.until().filter(end -> now.compareTo(end) >= 0).isPresent();
        boolean stranger =
                going != null && !going.callers().isEmpty() && !going.callers().contains(caller.name());
        boolean concerned = going != null
                && (going.operations().isEmpty()
                        || operation.isPresent()
                                && going.operations().stream().anyMatch(one -> sameOperation(one, operation.get())));
        if (concerned && (over || stranger)) {
            return Reason.SERVICE_DEPRECATED;
        }
        List<Revocation> revoked = trial.world().revocations();
        if (token != null) {
            if (revoked.contains(new Revocation.OfKey(token.issuer(), token.keyId()))) {
                return Reason.KEY_REVOKED;
            }
            if (revoked.contains(new Revocation.OfToken(token.issuer(), token.id()))) {
                return Reason.TOKEN_REVOKED;
            }
            if (token.transaction() != null && revoked.contains(new Revocation.OfChain(token.transaction()))) {
                return Reason.CHAIN_REVOKED;
            }
            if (revoked.contains(new Revocation.OfGeneration(caller.name(), token.generation()))) {
                return Reason.CREDENTIAL_REVOKED;
            }
        }
        Set<Service> callers = new LinkedHashSet<>(chain);
        callers.add(caller);
        Set<Service> involved = new LinkedHashSet<>(callers);
        involved.add(target);
        if (involved.stream().anyMatch(one -> revoked.contains(new Revocation.OfService(one.name())))) {
            return Reason.SERVICE_REVOKED;
        }
        if (isClosed(target, false) || callers.stream().anyMatch(party -> isClosed(party, true))) {
            return Reason.QUARANTINED;
        }
        return token != null && (isEarly() || callers.stream().anyMatch(this::wasCutOff)) ? Reason.TOKEN_CUT_OFF : null;
    }

    /** Until it is over a segment's quarantine is of those who are in the segment, and of those who were. */
    private boolean isClosed(Service service, boolean asCaller) {
        return quarantines(asCaller)
                .filter(one -> now.isBefore(end(one)))
                .anyMatch(one -> isIn(one, service) || isHeld(one, service));
    }

    /** What is dead by a segment's quarantine is so for those who were in the segment, if that is known. */
    private boolean wasClosed(Service service, boolean asCaller, Instant issued) {
        return quarantines(asCaller)
                .filter(one -> issued.isBefore(end(one)))
                .anyMatch(one -> isHeld(one, service) || one.held().isEmpty() && isIn(one, service));
    }

    private Stream<Revocation.Quarantine> quarantines(boolean asCaller) {
        Revocation.Direction other = asCaller ? Revocation.Direction.INBOUND : Revocation.Direction.OUTBOUND;
        return trial.world().revocations().stream()
                .filter(Revocation.Quarantine.class::isInstance)
                .map(Revocation.Quarantine.class::cast)
                .filter(one -> one.direction() != other);
    }

    /** A quarantine ends five seconds later than it says. */
    private static Instant end(Revocation.Quarantine quarantine) {
        return second(quarantine.until()).plusSeconds(5);
    }

    private static boolean isIn(Revocation.Quarantine quarantine, Service service) {
        return quarantine.zone().equals(new Zone.OfService(service.name()))
                || quarantine.zone().equals(new Zone.OfSegment(service.segment()));
    }

    private static boolean isHeld(Revocation.Quarantine quarantine, Service service) {
        return quarantine.held().filter(held -> held.contains(service.name())).isPresent();
    }

    /**
     * Before the store was restored, as is what came by such a token, or before a quarantine of the target was over.
     */
    private boolean isEarly() {
        Instant issued = second(token.issuedAt());
        List<Long> times = new ArrayList<>(token.chainIssuedAt());
        if (token.kind() != TokenKind.API_KEY) {
            times.add(token.issuedAt());
        }
        // a world has no API keys that a chain could have begun with
        boolean epoch = trial.world().revocations().stream()
                .anyMatch(entry -> entry instanceof Revocation.Epoch start
                        && times.stream()
                                .anyMatch(time -> second(time)
                                        .isBefore(second(start.second()).plusSeconds(5))));
        return epoch || wasClosed(target, false, issued);
    }

    /** Whether a token that a party was issued in this chain is from before what it was cut off at. */
    private boolean wasCutOff(Service party) {
        List<Long> times = new ArrayList<>(List.of(token.issuedAt()));
        List<String> earlier = new ArrayList<>(token.actors());
        earlier.add(token.origin());
        for (int i = 0; i < token.chainIssuedAt().size(); i++) {
            if (earlier.get(i + 1).equals(party.name().text())) {
                times.add(token.chainIssuedAt().get(i));
            }
        }
        return times.stream()
                .map(ReferenceEvaluator::second)
                .anyMatch(issued -> wasClosed(party, true, issued)
                        || trial.world().revocations().stream()
                                .anyMatch(entry -> entry instanceof Revocation.IssuedBefore before
                                        && before.service().equals(party.name())
                                        && issued.isBefore(
                                                second(before.second()).plusSeconds(5))));
    }

    // ---- 5. Forbid

    private Optional<String> forbid() {
        Set<Service> involved = new LinkedHashSet<>(chain);
        involved.add(caller);
        for (Forbid forbid : policy.forbids()) {
            boolean from =
                    involved.stream().anyMatch(one -> names.means(forbid.edge().from(), one));
            boolean applies = forbid.when().stream()
                    .noneMatch(condition -> conditions.of(condition) == ReferenceConditions.Outcome.FAILS);
            if (from && reaches(forbid.edge()) && applies) {
                return Optional.of(forbid.id().text());
            }
        }
        return Optional.empty();
    }

    // ---- 6. Flow

    private Verdict flow() {
        List<Flow> covering = policy.flows().stream()
                .filter(flow -> names.means(flow.edge().from(), caller) && reaches(flow.edge()))
                .toList();
        List<Flow> ofSegments = accepting(covering, TokenKind.SEGMENT);
        if (vouched) {
            return among(
                    accepting(covering, TokenKind.VOUCHED),
                    ofSegments.isEmpty() ? Reason.NO_FLOW : Reason.VOUCHING_REFUSED);
        }
        if (token == null) {
            return among(ofSegments, Reason.NO_FLOW);
        }
        if (token.kind() == TokenKind.EXTERNAL) {
            return among(
                    accepting(covering, TokenKind.EXTERNAL),
                    ofSegments.isEmpty() ? Reason.NO_FLOW : Reason.EXTERNAL_TOKEN_REFUSED);
        }
        List<Flow> ofItsKind = accepting(covering, token.kind());
        List<Flow> named = ofItsKind.stream()
                .filter(flow -> flow.id().text().equals(token.purpose()))
                .toList();
        return among(named, ofItsKind.isEmpty() ? Reason.NO_FLOW : Reason.PURPOSE_MISMATCH);
    }

    private static List<Flow> accepting(List<Flow> flows, TokenKind kind) {
        return flows.stream().filter(flow -> flow.tokens() == kind).toList();
    }

    private Verdict among(List<Flow> candidates, Reason otherwise) {
        Verdict first = null;
        for (Flow candidate : candidates) {
            Verdict verdict = tried(candidate);
            if (verdict instanceof Verdict.Allow) {
                return verdict;
            }
            first = first == null ? verdict : first;
        }
        return Objects.requireNonNullElseGet(first, () -> new Verdict.Deny(otherwise, Optional.empty()));
    }

    private Verdict tried(Flow flow) {
        Optional<String> id = Optional.of(flow.id().text());
        List<String> held = token == null ? List.of() : token.scopes();
        if (!held.containsAll(flow.scopes().stream().map(Scope::text).toList())) {
            return new Verdict.Deny(Reason.SCOPE_MISSING, id);
        }
        Optional<Reason> failed = firstFailed(flow.when());
        return failed.isPresent() && flow.mode() == Mode.ENFORCE
                ? new Verdict.Deny(failed.get(), id)
                : new Verdict.Allow(flow.id().text(), failed, rates(flow));
    }

    private List<String> rates(Flow flow) {
        Segment zone = names.segment(target);
        Rates all = zone.limits().rate();
        List<String> rates = new ArrayList<>();
        flow.rate().together().ifPresent(limit -> rates.add("flow " + limit));
        flow.rate().perCaller().ifPresent(limit -> rates.add("flow-caller " + caller.name() + " " + limit));
        all.together().ifPresent(limit -> rates.add("segment " + zone.name() + " " + limit));
        all.perCaller().ifPresent(limit -> rates.add("segment " + zone.name() + " for " + caller.name() + " " + limit));
        return rates;
    }

    // ---- 7. Conditions

    private Optional<Reason> firstFailed(List<Condition> when) {
        List<Reason> order = List.of(
                Reason.CONDITION_NETWORK,
                Reason.CONDITION_ENVIRONMENT,
                Reason.CONDITION_DEVICE,
                Reason.CONDITION_TIME,
                Reason.CONDITION_MTLS,
                Reason.CONDITION_TOKEN_AGE,
                Reason.CONDITION_CLAIM,
                Reason.CONDITION_SUBJECT);
        for (Reason kind : order) {
            for (Condition condition : when) {
                if (ReferenceConditions.reason(condition) == kind
                        && conditions.of(condition) != ReferenceConditions.Outcome.HOLDS) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }

    private boolean reaches(Edge edge) {
        if (!names.means(edge.to(), target)) {
            return false;
        }
        if (edge.operations() instanceof Operations.Listed listed) {
            return operation.isPresent() && listed.list().stream().anyMatch(one -> sameOperation(one, operation.get()));
        }
        return true;
    }

    /** A parameter's name says nothing about which paths it matches. */
    private static boolean sameOperation(Operation one, Operation other) {
        return one.method() == other.method()
                && ReferenceRouting.shape(one.path().segments())
                        .equals(ReferenceRouting.shape(other.path().segments()));
    }

    private static Instant second(long epochSecond) {
        return Instant.ofEpochSecond(epochSecond);
    }
}
