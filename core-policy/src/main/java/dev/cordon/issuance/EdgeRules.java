package dev.cordon.issuance;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which edge a client may have a token or key for: one flow of the policy from it to one target, that no forbid closes
 * in any case. Immutable.
 */
final class EdgeRules {

    /** How many scopes a refusal names. */
    private static final int MOST_NAMED = 8;

    private final CompiledPolicy policy;
    private final TokenKind kind;

    /** @param kind what the token or key is that is asked for */
    EdgeRules(CompiledPolicy policy, TokenKind kind) {
        this.policy = policy;
        this.kind = kind;
    }

    /**
     * Finds the edge.
     *
     * @param caller the client
     * @param chain all that the call comes through: the caller, and of a chain origin and actors
     * @param also what a flow must be beside
     */
    AllowedEdge find(EdgeRequest wanted, ServiceName caller, List<ServiceName> chain, Predicate<Flow> also)
            throws TokenRefusedException {
        Service target = target(wanted);
        Place from = place(caller);
        Place to = place(target.name());
        List<Flow> leading = new ArrayList<>();
        for (Flow flow : policy.source().flows()) {
            if (flow.tokens() == kind
                    && from.isIn(flow.edge().from())
                    && to.isIn(flow.edge().to())
                    && also.test(flow)) {
                leading.add(flow);
            }
        }
        if (leading.isEmpty()) {
            throw refused(
                    OAuthError.INVALID_TARGET,
                    "no flow for " + (kind == TokenKind.API_KEY ? "API keys" : "this") + " leads from `" + caller
                            + "` to `" + target.name() + "`");
        }
        Flow flow = chosen(leading, wanted, target);
        requireOpen(flow, to, chain.stream().map(this::place).toList());
        return new AllowedEdge(flow, target, to.segment(), granted(flow, wanted));
    }

    private Service target(EdgeRequest wanted) throws TokenRefusedException {
        Optional<Service> named = wanted.audience().flatMap(policy::serviceNamed);
        Optional<Service> reached = wanted.resource().flatMap(this::reachedAt);
        if (wanted.audience().isEmpty() && wanted.resource().isEmpty()) {
            throw refused(OAuthError.INVALID_TARGET, "neither `audience` nor `resource` names a target");
        }
        if (wanted.audience().isPresent() && named.isEmpty()
                || wanted.resource().isPresent() && reached.isEmpty()) {
            throw refused(OAuthError.INVALID_TARGET, "the target is no service of the policy");
        }
        if (named.isPresent() && reached.isPresent() && !named.equals(reached)) {
            throw refused(OAuthError.INVALID_TARGET, "`audience` and `resource` name two targets");
        }
        return named.or(() -> reached).orElseThrow();
    }

    /** The one service of that public URL; a URL that several share names none of them. */
    private Optional<Service> reachedAt(String url) {
        List<Service> found = policy.source().services().stream()
                .filter(service -> service.publicUrl().filter(url::equals).isPresent())
                .limit(2)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Flow chosen(List<Flow> leading, EdgeRequest wanted, Service target) throws TokenRefusedException {
        List<Flow> fitting = leading;
        if (wanted.purpose().isPresent()) {
            String purpose = wanted.purpose().get();
            fitting = leading.stream()
                    .filter(flow -> flow.id().text().equals(purpose))
                    .toList();
            if (fitting.isEmpty()) {
                throw refused(OAuthError.INVALID_TARGET, "no flow of that `purpose` leads to `" + target.name() + "`");
            }
        } else if (!wanted.scopes().isEmpty()) {
            fitting = leading.stream()
                    .filter(flow -> texts(flow.scopes()).containsAll(wanted.scopes()))
                    .toList();
        }
        if (fitting.isEmpty()) {
            throw refused(
                    OAuthError.INVALID_SCOPE,
                    "no flow to `" + target.name() + "` has all of the scopes " + quoted(wanted.scopes()));
        }
        if (fitting.size() > 1) {
            throw refused(
                    OAuthError.INVALID_TARGET,
                    fitting.size() + " flows lead to `" + target.name() + "`: name one as `purpose`");
        }
        return fitting.get(0);
    }

    /** RFC 6749 §3.3: no more than asked for, and no more than the flow has. */
    private static List<Scope> granted(Flow flow, EdgeRequest wanted) throws TokenRefusedException {
        if (wanted.scopes().isEmpty()) {
            return flow.scopes();
        }
        List<String> more = wanted.scopes().stream()
                .filter(scope -> !texts(flow.scopes()).contains(scope))
                .toList();
        if (!more.isEmpty()) {
            throw refused(
                    OAuthError.INVALID_SCOPE,
                    "too much is asked for: flow `" + flow.id() + "` has no scopes " + quoted(more));
        }
        return flow.scopes().stream()
                .filter(scope -> wanted.scopes().contains(scope.text()))
                .toList();
    }

    /** For operators, who want to see what was too much; not all that somebody can think of. */
    private static String quoted(List<String> scopes) {
        return scopes.stream().limit(MOST_NAMED).map(scope -> "`" + scope + "`").collect(Collectors.joining(", "))
                + (scopes.size() > MOST_NAMED ? " and more" : "");
    }

    private static List<String> texts(List<Scope> scopes) {
        return scopes.stream().map(Scope::text).toList();
    }

    /** A forbid without conditions that covers the whole flow makes every token for it useless. */
    private void requireOpen(Flow flow, Place target, List<Place> chain) throws TokenRefusedException {
        for (Forbid forbid : policy.source().forbids()) {
            if (forbid.when().isEmpty()
                    && target.isIn(forbid.edge().to())
                    && chain.stream().anyMatch(one -> one.isIn(forbid.edge().from()))
                    && covers(forbid.edge().operations(), flow.edge().operations(), target.service())) {
                throw refused(
                        OAuthError.INVALID_TARGET, "forbid `" + forbid.id() + "` closes flow `" + flow.id() + "`");
            }
        }
    }

    private static boolean covers(Operations forbidden, Operations flow, Service target) {
        if (forbidden instanceof Operations.All) {
            return true;
        }
        Operations open = flow instanceof Operations.All ? target.operations().orElse(flow) : flow;
        return open instanceof Operations.Listed listed
                && forbidden instanceof Operations.Listed closed
                && shapes(closed.list()).containsAll(shapes(listed.list()));
    }

    private static List<String> shapes(List<Operation> operations) {
        return operations.stream().map(Operation::shape).toList();
    }

    /** A service in its segment. */
    private record Place(Service service, Segment segment) {

        boolean isIn(Party party) {
            return party.includes(service, segment);
        }
    }

    /** @throws java.util.NoSuchElementException where the policy has no such service, which is checked before */
    private Place place(ServiceName name) {
        return new Place(
                policy.serviceNamed(name.text()).orElseThrow(),
                policy.segmentOf(name).orElseThrow());
    }

    private static TokenRefusedException refused(OAuthError error, String why) {
        return new TokenRefusedException(error, why);
    }
}
