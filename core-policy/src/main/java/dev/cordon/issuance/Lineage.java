package dev.cordon.issuance;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a new token comes from: nowhere, or from the token that its client was called with. A token never outlives the
 * one that it comes from, goes only where that one's flow leads onward, and stays in its chain.
 */
final class Lineage {

    private final Client client;
    private final Optional<VerifiedToken> parent;
    private final Set<FlowId> onward;

    private Lineage(Client client, Optional<VerifiedToken> parent, Set<FlowId> onward) {
        this.client = client;
        this.parent = parent;
        this.onward = onward;
    }

    /** The first token of a chain. */
    static Lineage root(Client client) {
        return new Lineage(client, Optional.empty(), Set.of());
    }

    /**
     * A further token of a chain.
     *
     * @param parent one that is good for the client
     * @throws TokenRefusedException where the flow that the client was called by is none, or leads nowhere
     */
    static Lineage of(VerifiedToken parent, Client client, CompiledPolicy policy) throws TokenRefusedException {
        Set<FlowId> onward = new HashSet<>();
        boolean called = false;
        for (Flow flow : cameBy(parent, policy)) {
            if (leads(flow, parent.caller(), client.service(), policy)) {
                called = true;
                onward.addAll(flow.onward());
            }
        }
        if (!called) {
            throw new TokenRefusedException(
                    OAuthError.INVALID_REQUEST, "no flow leads to the client by which the subject token could be used");
        }
        if (parent.actors().size() >= SegmentTokenRequest.Chain.MOST_ACTORS) {
            throw new TokenRefusedException(
                    OAuthError.INVALID_REQUEST,
                    "the subject token's chain has " + parent.actors().size() + " actors, the most there may be");
        }
        return new Lineage(client, Optional.of(parent), onward);
    }

    /** The flows that may have allowed the call that the token came with: a segment token or an API key has one. */
    private static List<Flow> cameBy(VerifiedToken parent, CompiledPolicy policy) {
        return parent.kind() != TokenKind.EXTERNAL
                ? policy.flow(String.valueOf(parent.purpose())).stream()
                        .filter(flow -> flow.tokens() == parent.kind())
                        .toList()
                : policy.source().flows().stream()
                        .filter(flow -> flow.tokens() == TokenKind.EXTERNAL)
                        .toList();
    }

    private static boolean leads(Flow flow, String from, ServiceName to, CompiledPolicy policy) {
        Optional<Service> caller = policy.serviceNamed(from);
        Optional<Segment> itsSegment = caller.flatMap(service -> policy.segmentOf(service.name()));
        Service target = policy.serviceNamed(to.text()).orElseThrow();
        return caller.isPresent()
                && itsSegment.isPresent()
                && flow.edge().from().includes(caller.get(), itsSegment.get())
                && flow.edge().to().includes(target, policy.segmentOf(to).orElseThrow());
    }

    /** Whether a token may be for that flow. */
    boolean admits(Flow flow) {
        return parent.isEmpty() || onward.contains(flow.id());
    }

    /** All that a call with the token comes through. */
    List<ServiceName> parties() {
        List<ServiceName> parties = new ArrayList<>(List.of(client.service()));
        parent.ifPresent(token -> {
            parties.add(new ServiceName(token.origin()));
            token.actors().forEach(actor -> parties.add(new ServiceName(actor)));
        });
        return parties;
    }

    /** When the token may be used. */
    List<TimeWindow> windows() {
        return parent.map(VerifiedToken::windows).orElse(List.of());
    }

    /** How long the token lives, in whole seconds, where its target's segment would grant that much. */
    Duration life(Duration granted, Instant now) throws TokenRefusedException {
        if (parent.isEmpty()) {
            return granted;
        }
        VerifiedToken token = parent.get();
        long end =
                token.maxAge() < 0 ? token.expiresAt() : Math.min(token.expiresAt(), token.issuedAt() + token.maxAge());
        long left = Math.min(granted.toSeconds(), end - now.getEpochSecond());
        if (left < 1) {
            throw new TokenRefusedException(OAuthError.INVALID_REQUEST, "the subject token is about to end");
        }
        return Duration.ofSeconds(left);
    }

    SegmentTokenRequest.Chain chain() {
        if (parent.isEmpty()) {
            return new SegmentTokenRequest.Chain(
                    client.service(), List.of(), Optional.empty(), client.generation(), Optional.empty());
        }
        VerifiedToken token = parent.get();
        List<ServiceName> actors = new ArrayList<>(List.of(client.service()));
        token.actors().forEach(actor -> actors.add(new ServiceName(actor)));
        return new SegmentTokenRequest.Chain(
                new ServiceName(token.origin()),
                actors,
                Optional.ofNullable(token.transaction()),
                client.generation(),
                issuedAt(token),
                Optional.ofNullable(token.subject()));
    }

    /** As many as actors; where an older one does not say when what it came by was issued, its own time stands in. */
    private static List<Long> issuedAt(VerifiedToken token) {
        List<Long> all = new ArrayList<>(List.of(token.issuedAt()));
        all.addAll(token.chainIssuedAt());
        while (all.size() <= token.actors().size()) {
            all.add(token.issuedAt());
        }
        return all;
    }
}
