package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.EventKind;
import dev.cordon.policy.Binding;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a policy asks of callers that an authorizer of these settings is never shown, or may not look at because its
 * answers are kept: calls that need it are all denied, and whoever configured the two should learn it before a caller
 * does.
 */
public final class Unseen {

    private static final String CERTIFICATE = "a client certificate";
    private static final String ADDRESS = "the caller's address";
    private static final String PROOF = "a DPoP proof";
    private static final String COUNT = "its calls counted";

    private final boolean kept;
    private final boolean source;
    private final boolean single;

    private Unseen(AuthorizerSettings settings) {
        boolean request = settings.kinds().stream().anyMatch(kind -> kind != EventKind.REST_TOKEN);
        kept = settings.caching().isKept();
        source = request && settings.caching().hasSource();
        single = request && !kept;
    }

    /** One lowercase line for each segment or flow of which no call can be allowed; empty where there is none. */
    public static List<String> findings(Policy policy, AuthorizerSettings settings) {
        Unseen unseen = new Unseen(settings);
        if (unseen.source && unseen.single) {
            return List.of();
        }
        Map<SegmentName, Segment> segments = new HashMap<>();
        policy.segments().forEach(segment -> segments.put(segment.name(), segment));
        List<String> findings = new ArrayList<>();
        for (Service service : policy.services()) {
            Segment segment = segments.get(service.segment());
            if (segment != null && settings.targets().name(service.name())) {
                unseen.service(policy, service, segment, findings);
            }
        }
        return findings;
    }

    private void service(Policy policy, Service service, Segment segment, List<String> findings) {
        Optional<String> demanded = demanded(segment);
        if (demanded.isPresent()) {
            findings.add("every call of service `" + service.name() + "` is denied: its segment `" + segment.name()
                    + "` asks for " + demanded.get() + advice());
            return;
        }
        for (Flow flow : policy.flows()) {
            Optional<String> needed = flow.edge().to().includes(service, segment) ? needed(flow) : Optional.empty();
            needed.ifPresent(what -> findings.add("every call of service `" + service.name() + "` by flow `" + flow.id()
                    + "` is denied: it needs " + what + advice()));
        }
    }

    private Optional<String> demanded(Segment segment) {
        List<Binding> bind = segment.token().bind();
        if (!single && (segment.authentication().needsCertificate() || bind.contains(Binding.MTLS))) {
            return Optional.of(CERTIFICATE);
        }
        if (!single && bind.contains(Binding.DPOP)) {
            return Optional.of(PROOF);
        }
        if (kept && !segment.limits().rate().isEmpty()) {
            return Optional.of(COUNT);
        }
        return !source && bind.contains(Binding.NETWORK) ? Optional.of(ADDRESS) : Optional.empty();
    }

    private Optional<String> needed(Flow flow) {
        if (kept && !flow.rate().isEmpty()) {
            return Optional.of(COUNT);
        }
        return flow.mode() == Mode.SHADOW
                ? Optional.empty()
                : flow.when().stream().flatMap(this::missing).findFirst();
    }

    private Stream<String> missing(Condition condition) {
        if (condition instanceof Condition.Network && !source) {
            return Stream.of(ADDRESS);
        }
        boolean holder = condition instanceof Condition.MutualTls || condition instanceof Condition.Device;
        return holder && !single ? Stream.of(CERTIFICATE) : Stream.empty();
    }

    private String advice() {
        return kept
                ? ", which an answer that is kept can't depend on: set the authorizer's time to live to 0"
                : ", which a `rest-token` authorizer is never shown: use `rest-request`";
    }
}
