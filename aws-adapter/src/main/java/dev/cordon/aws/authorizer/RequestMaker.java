package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.AuthorizerEvent;
import dev.cordon.aws.event.EventKind;
import dev.cordon.aws.event.Route;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.AuthorizationHeader;
import dev.cordon.token.PresentedToken;
import java.time.Instant;
import java.util.Optional;

/**
 * From an event to a request of the core. Where API Gateway keeps answers, evidence that is not in its key is left out:
 * the answer must be right for a caller who shows other evidence of that sort, or none.
 */
final class RequestMaker {

    private final AuthorizerSettings settings;

    RequestMaker(AuthorizerSettings settings) {
        this.settings = settings;
    }

    /** The service behind the called API. */
    ServiceName target(AuthorizerEvent event) throws UnreadableEventException {
        if (!settings.kinds().contains(event.kind())) {
            throw new UnreadableEventException("the authorizer is not configured for kind `"
                    + event.kind().text() + "`: name it in `CORDON_KINDS`");
        }
        Optional<ServiceName> target = settings.targets().of(event.arn());
        return target.orElseThrow(() -> new UnreadableEventException(
                "no target for " + event.arn() + ": name it in `CORDON_TARGETS`, its account in `CORDON_ACCOUNTS`"));
    }

    /** The request. */
    AccessRequest request(AuthorizerEvent event, ServiceName target, Instant now) throws UnreadableEventException {
        AuthorizerEvent.Call call = event.call();
        RequestPath path = RequestPath.read(call.path());
        checkResource(event, path);
        checkKey(event);
        AccessRequest request = AccessRequest.of(new Target.OfService(target.text()), call.method(), path);
        request = withCertificate(event, request, now);
        AuthorizerEvent.Shown shown = event.shown();
        if (shown.source().isPresent() && settings.caching().hasSource()) {
            request = request.from(address(shown.source().get()));
        }
        if (shown.authorization().isPresent()) {
            // a proof is made for one call: no key holds it
            String proof = settings.caching().isKept() ? null : shown.proof().orElse(null);
            PresentedToken token =
                    AuthorizationHeader.read(shown.authorization().get(), proof);
            request = token == null ? request : request.withToken(token);
        }
        return request;
    }

    /** A path with a defect is for the core to deny; what is left must be nameable in a policy, and mean itself. */
    private void checkResource(AuthorizerEvent event, RequestPath path) throws UnreadableEventException {
        boolean policy = event.kind() != EventKind.HTTP_2 || !settings.wording().simple();
        if (policy && path.isClear() && !event.arn().isExactResource()) {
            throw new UnreadableEventException(
                    "the call's ARN has a wildcard or is too long, so that no policy can allow this call alone");
        }
    }

    private void checkKey(AuthorizerEvent event) throws UnreadableEventException {
        boolean oneMethod = event.call().route().map(Route::hasOneMethod).orElse(false);
        if (settings.caching().needsMethodOfRoute() && !oneMethod) {
            throw new UnreadableEventException("the route takes every method, and the answer is kept for all of them:"
                    + " add `$context.httpMethod` to the identity sources");
        }
    }

    /** The absence of a certificate is no narrower reading than its presence: a key without it fits no such call. */
    private AccessRequest withCertificate(AuthorizerEvent event, AccessRequest request, Instant now)
            throws UnreadableEventException {
        Optional<String> shown = event.shown().certificate();
        if (shown.isEmpty()) {
            return request;
        }
        if (settings.caching().isKept()) {
            throw new UnreadableEventException(
                    "a client certificate was shown, and answers are kept: set the authorizer's time to live to 0");
        }
        return request.withCertificate(settings.clients().evidence(shown.get(), now));
    }

    private static IpAddress address(String text) throws UnreadableEventException {
        return IpAddress.parse(text)
                .orElseThrow(() -> new UnreadableEventException("`sourceIp` of the event is no address"));
    }
}
