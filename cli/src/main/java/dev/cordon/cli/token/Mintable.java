package dev.cordon.cli.token;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.policy.Durations;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.SegmentTokenRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An edge for which a token may be made, or why none may. */
final class Mintable {

    private final @Nullable Flow flow;
    private final @Nullable Issuer issuer;
    private final Wanted wanted;
    private final Duration ttl;
    private final Optional<String> refusal;

    /** What is asked for. */
    record Wanted(String from, String to, String purpose, Optional<String> issuer) {}

    private Mintable(
            Wanted wanted, @Nullable Flow flow, @Nullable Issuer issuer, Duration ttl, Optional<String> refusal) {
        this.wanted = wanted;
        this.flow = flow;
        this.issuer = issuer;
        this.ttl = ttl;
        this.refusal = refusal;
    }

    static Mintable find(Policy policy, Wanted wanted) throws CommandException {
        Service caller = service(policy, wanted.from());
        Service target = service(policy, wanted.to());
        Segment zone = segment(policy, target);
        Flow flow = policy.flows().stream()
                .filter(one -> one.id().text().equals(wanted.purpose()))
                .findFirst()
                .orElse(null);
        if (flow == null) {
            return refused(wanted, "the policy has no flow `" + wanted.purpose() + "`");
        }
        boolean covers = flow.edge().from().includes(caller, segment(policy, caller))
                && flow.edge().to().includes(target, zone);
        if (!covers) {
            return refused(
                    wanted,
                    "flow `" + flow.id() + "` goes from `" + flow.edge().from() + "` to `"
                            + flow.edge().to() + "`, not from `" + caller.name() + "` to `" + target.name() + "`");
        }
        if (flow.tokens() != TokenKind.SEGMENT) {
            return refused(wanted, "flow `" + flow.id() + "` takes " + only(flow.tokens()) + " only");
        }
        Issuer issuer = issuer(policy, wanted, caller);
        return issuer == null
                ? refused(wanted, "no such issuer of segment tokens may speak for `" + caller.name() + "`")
                : new Mintable(wanted, flow, issuer, zone.token().ttl(), Optional.empty());
    }

    private static String only(TokenKind tokens) {
        return switch (tokens) {
            case SEGMENT -> "segment tokens";
            case EXTERNAL -> "tokens of external issuers";
            case API_KEY -> "API keys";
            case VOUCHED -> "callers without a token, for whom an enforcement point vouches,";
        };
    }

    private static Mintable refused(Wanted wanted, String why) {
        return new Mintable(wanted, null, null, Duration.ZERO, Optional.of(why));
    }

    private static @Nullable Issuer issuer(Policy policy, Wanted wanted, Service caller) {
        return policy.issuers().stream()
                .filter(one -> one.kind() == TokenKind.SEGMENT)
                .filter(one -> wanted.issuer().isEmpty()
                        || one.name().text().equals(wanted.issuer().get()))
                .filter(one ->
                        one.speaksFor().stream().anyMatch(party -> party.includes(caller, segment(policy, caller))))
                .findFirst()
                .orElse(null);
    }

    private static Service service(Policy policy, String name) throws CommandException {
        return policy.services().stream()
                .filter(service -> service.name().text().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.badInput("the policy has no service `" + name + "`"));
    }

    private static Segment segment(Policy policy, Service service) {
        return policy.segments().stream()
                .filter(segment -> segment.name().equals(service.segment()))
                .findFirst()
                .orElseThrow();
    }

    static Optional<Duration> life(Optional<String> text) throws CommandException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Durations.parse(text.get())
                .filter(life -> life.toNanosPart() == 0 && !life.isZero())
                .orElseThrow(() -> CommandException.badInput("`" + text.get()
                        + "` is no token life; write whole seconds, minutes or hours, such as 90s or 5m")));
    }

    Optional<String> refusal() {
        return refusal;
    }

    String issuerUrl() {
        return Objects.requireNonNull(issuer).issuer();
    }

    SegmentTokenRequest request(SegmentTokenRequest.Bound bound, Optional<Duration> life) throws CommandException {
        Flow own = Objects.requireNonNull(flow);
        if (life.isPresent() && life.get().compareTo(ttl) > 0) {
            throw CommandException.badInput("the target's segment allows tokens of at most " + ttl.toSeconds() + "s");
        }
        ServiceName caller = new ServiceName(wanted.from());
        return new SegmentTokenRequest(
                caller,
                new ServiceName(wanted.to()),
                own.id(),
                own.scopes(),
                life.orElse(ttl),
                new SegmentTokenRequest.Chain(caller, List.of(), Optional.empty(), 0, Optional.empty()),
                bound);
    }
}
