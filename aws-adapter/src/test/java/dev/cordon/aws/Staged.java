package dev.cordon.aws;

import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.authorizer.Targets;
import dev.cordon.aws.event.EventKind;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.reference.Call;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** One API with a stage for each service of a policy. */
final class Staged {

    private Staged() {}

    static Targets targets(Policy policy) {
        return Targets.parse(policy.services().stream()
                .map(service -> "abcdef123/" + service.name() + "=" + service.name())
                .collect(Collectors.joining(",")));
    }

    static byte[] event(EventKind kind, Doing doing, String service) {
        return text(TestEvents.event(kind, doing), service);
    }

    static String arn(EventKind kind, Doing doing, String service) {
        return TestEvents.arn(kind, doing).replace("/test/", "/" + service + "/");
    }

    private static byte[] text(byte[] event, String service) {
        return new String(event, StandardCharsets.UTF_8)
                .replace("/test/", "/" + service + "/")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The service that a call is for; empty where its host is nobody's. */
    static Optional<String> service(Policy policy, Call call) {
        return call.target().byHost()
                ? policy.services().stream()
                        .filter(service ->
                                service.hosts().contains(call.target().text()))
                        .map(Service::name)
                        .map(ServiceName::text)
                        .findFirst()
                : Optional.of(call.target().text()).filter(name -> name.matches("[a-z0-9-]+"));
    }

    /** The header of a token. */
    static Optional<String> authorization(Call call) {
        return call.token().map(shown -> {
            String text = shown.claims()
                    .map(claims ->
                            TestTokens.shown(claims, shown.scheme(), null).reveal())
                    .orElseGet(() -> shown.broken().orElseThrow().text());
            return (shown.scheme() == PresentedToken.Scheme.DPOP ? "DPoP " : "Bearer ") + text;
        });
    }
}
