package dev.cordon.analysis;

import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which flows cover which calls, read off the policy as it is written. */
final class Coverage {

    private final Policy policy;
    // by their texts: what a record compares itself with is spun at run time, at every start
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Segment> segments = new HashMap<>();

    private Coverage(Policy policy) {
        this.policy = policy;
        policy.services().forEach(service -> services.put(service.name().text(), service));
        policy.segments().forEach(segment -> segments.put(segment.name().text(), segment));
    }

    static Coverage of(Policy policy) {
        return new Coverage(policy);
    }

    /** The first flow that covers a call to that operation (none named: to a service that takes any). */
    Optional<Flow> first(ServiceName from, ServiceName to, Optional<Operation> operation) {
        return all(from, to, operation).findFirst();
    }

    private Stream<Flow> all(ServiceName from, ServiceName to, Optional<Operation> operation) {
        Service caller = services.get(from.text());
        Service target = services.get(to.text());
        if (caller == null || target == null) {
            return Stream.empty();
        }
        return policy.flows().stream().filter(flow -> covers(flow.edge(), caller, target, operation));
    }

    private boolean covers(Edge edge, Service caller, Service target, Optional<Operation> operation) {
        return edge.from().includes(caller, segment(caller))
                && edge.to().includes(target, segment(target))
                && (!(edge.operations() instanceof Operations.Listed listed)
                        || operation.isPresent()
                                && listed.list().stream()
                                        .anyMatch(one -> one.shape()
                                                .equals(operation.get().shape())));
    }

    /** What a caller can show: Cordon's own tokens, unless it can only have others', or API keys. */
    TokenKind tokensOf(ServiceName name) {
        Service caller = services.get(name.text());
        if (caller == null || speaks(caller, TokenKind.SEGMENT)) {
            return TokenKind.SEGMENT;
        } else if (speaks(caller, TokenKind.EXTERNAL)) {
            return TokenKind.EXTERNAL;
        }
        boolean keys = policy.flows().stream()
                .anyMatch(flow ->
                        flow.tokens() == TokenKind.API_KEY && flow.edge().from().includes(caller, segment(caller)));
        return keys ? TokenKind.API_KEY : TokenKind.SEGMENT;
    }

    private boolean speaks(Service caller, TokenKind kind) {
        return policy.issuers().stream()
                .filter(issuer -> issuer.kind() == kind)
                .flatMap(issuer -> issuer.speaksFor().stream())
                .anyMatch(party -> party.includes(caller, segment(caller)));
    }

    Segment segment(Service service) {
        return Objects.requireNonNull(segments.get(service.segment().text()));
    }

    Optional<Service> service(ServiceName name) {
        return Optional.ofNullable(services.get(name.text()));
    }
}
