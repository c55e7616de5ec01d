package dev.cordon.benchmarks;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimString;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cedar on the pool, each call with the policies of its caller's edges to its target alone: whole, it takes hundreds of
 * milliseconds a call. Edges only: no scopes, no conditions; the {@code *} of its {@code like} runs across slashes.
 */
final class Cedar {

    private static final EntityTypeName SERVICE = type("Service");
    private static final EntityTypeName SEGMENT = type("Segment");
    private static final EntityTypeName ACTION = type("Action");

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final AuthorizationRequest[] requests = new AuthorizationRequest[Pool.CALLS];
    private final PolicySet[] policies = new PolicySet[Pool.CALLS];
    private final List<Set<Entity>> entities = new ArrayList<>();

    Cedar(Pool pool) {
        Map<String, Set<Policy>> byEdge = new HashMap<>();
        for (Flow flow : pool.policy().flows()) {
            String edge = Oracle.name(flow.edge().from()) + " "
                    + Oracle.name(flow.edge().to());
            Set<Policy> own = byEdge.computeIfAbsent(edge, none -> new HashSet<>());
            for (Operation operation : Oracle.operations(flow)) {
                own.add(new Policy(text(flow, operation), flow.id().text() + "-" + own.size()));
            }
        }
        for (int i = 0; i < Pool.CALLS; i++) {
            Ask ask = pool.asks().get(i);
            EntityUID segment = SEGMENT.of(pool.oracle().segmentOf(ask.caller()));
            Entity caller = new Entity(SERVICE.of(ask.caller()), Set.of(segment));
            entities.add(Set.of(caller, new Entity(segment)));
            Set<Policy> slice = new HashSet<>(byEdge.getOrDefault(ask.caller() + " " + ask.target(), Set.of()));
            slice.addAll(byEdge.getOrDefault(pool.oracle().segmentOf(ask.caller()) + " " + ask.target(), Set.of()));
            policies[i] = new PolicySet(slice);
            requests[i] = new AuthorizationRequest(
                    caller.getEUID(),
                    ACTION.of(ask.method()),
                    SERVICE.of(ask.target()),
                    Map.of("path", new PrimString(ask.path())));
        }
    }

    private static EntityTypeName type(String name) {
        return EntityTypeName.parse(name).orElseThrow();
    }

    private static String text(Flow flow, Operation operation) {
        String from = Oracle.name(flow.edge().from());
        boolean zone = flow.edge().from() instanceof Party.OfSegment;
        return "permit(principal " + (zone ? "in " + SEGMENT.of(from) : "== " + SERVICE.of(from)) + ", action == "
                + ACTION.of(operation.method().name()) + ", resource == "
                + SERVICE.of(Oracle.name(flow.edge().to())) + ") when { context.path like \""
                + operation.path().text().replaceAll("\\{[^}]*}", "*") + "\" };";
    }

    /** Whether the call of that number is allowed. */
    boolean allows(int number) {
        try {
            Optional<AuthorizationSuccessResponse> answer =
                    engine.isAuthorized(requests[number], policies[number], entities.get(number)).success;
            return answer.isPresent() && answer.get().isAllowed();
        } catch (AuthException e) {
            throw new IllegalStateException(e);
        }
    }
}
