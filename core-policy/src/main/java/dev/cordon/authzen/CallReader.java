package dev.cordon.authzen;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.AuthorizationHeader;
import dev.cordon.token.PresentedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the call that an evaluation is about, in the forms of {@code docs/authzen.md}. What of it is believed is the
 * decision's affair; time and environment are not even looked at.
 */
final class CallReader {

    /** As a service of the policy, or as gateways name whoever a token is for. */
    private static final List<String> CALLERS = List.of("service", "identity");

    private static final String OPERATION = "operation";
    private static final String ROUTE = "route";

    private final ClientTrust clients;

    /** @param clients verifies client certificates once more */
    CallReader(ClientTrust clients) {
        this.clients = clients;
    }

    /** Target and path of a call. */
    private record Place(Target target, Optional<String> path) {}

    /**
     * The call.
     *
     * @param point the service as which the enforcement point asks
     * @throws MalformedException where it names something in a form that is not known
     */
    AccessRequest read(Evaluation.Complete asked, ServiceName point, Instant now) throws MalformedException {
        if (!CALLERS.contains(asked.subject().type())) {
            throw new MalformedException("`subject.type` must be `service` or `identity`");
        }
        Place place = place(asked.resource());
        String action = asked.action();
        int space = action.indexOf(' ');
        String method = space < 0 ? action : action.substring(0, space);
        String path = path(place, space < 0 ? null : action.substring(space + 1));
        AccessRequest call = AccessRequest.of(place.target(), method, RequestPath.read(path))
                .askedBy(new Asking(point.text(), Optional.of(asked.subject().id())))
                .withCertificate(certificate(asked.context(), now));
        Optional<IpAddress> source = source(asked);
        AccessRequest placed = source.isPresent() ? call.from(source.get()) : call;
        PresentedToken token = token(asked.context());
        return token == null ? placed : placed.withToken(token);
    }

    private static Place place(Evaluation.Entity resource) throws MalformedException {
        Members properties = resource.properties();
        Optional<String> path = properties.text("path");
        if (resource.type().equals(OPERATION)) {
            return operation(resource.id(), path);
        } else if (resource.type().equals(ROUTE)) {
            Optional<String> host = agreed(properties.text("hostname"), properties.text("host"), "hosts");
            return new Place(
                    new Target.OfHost(host.orElseThrow(() -> properties.lacks("hostname"))),
                    path.or(() -> Optional.of(resource.id())));
        }
        throw new MalformedException("`resource.type` must be `operation` or `route`");
    }

    /** The service, with the path behind it or apart. */
    private static Place operation(String id, Optional<String> path) throws MalformedException {
        int slash = id.indexOf('/');
        if (slash < 0) {
            return new Place(new Target.OfService(id), path);
        }
        Optional<String> named = Optional.of(id.substring(slash));
        return new Place(new Target.OfService(id.substring(0, slash)), agreed(named, path, "paths"));
    }

    /** The one of two that is there; both only where they are the same. */
    private static Optional<String> agreed(Optional<String> one, Optional<String> other, String kind)
            throws MalformedException {
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw new MalformedException("two different " + kind + " are named: name one");
        }
        return one.or(() -> other);
    }

    /** The path called; an operation that is named must have it. */
    private static String path(Place place, @Nullable String template) throws MalformedException {
        if (template == null) {
            return place.path()
                    .orElseThrow(() -> new MalformedException(
                            "the path is missing: write it behind the service in `resource.id`, or as"
                                    + " `resource.properties.path`"));
        }
        if (PathTemplate.problem(template).isPresent()) {
            throw new MalformedException("`action.name` must be a method, or a method, a space and a path template");
        }
        List<String> segments = new PathTemplate(template).segments();
        if (place.path().isEmpty() && segments.stream().noneMatch(PathTemplate::isParameter)) {
            return template;
        }
        String path = place.path()
                .orElseThrow(() -> new MalformedException("the path is missing: the operation has parameters"));
        RequestPath read = RequestPath.read(path);
        if (read.isClear() && !matches(segments, read.canonical())) {
            throw new MalformedException("the path is none of the operation that `action.name` names");
        }
        return path;
    }

    private static boolean matches(List<String> segments, String path) {
        String[] parts = path.substring(1).split("/", -1);
        boolean matches = parts.length == segments.size();
        for (int i = 0; matches && i < parts.length; i++) {
            String segment = segments.get(i);
            matches = PathTemplate.isParameter(segment) ? !parts[i].isEmpty() : segment.equals(parts[i]);
        }
        return matches;
    }

    private static Optional<IpAddress> source(Evaluation.Complete asked) throws MalformedException {
        Optional<String> address = agreed(
                asked.subject().properties().text("ip_address"), asked.context().text("ip_address"), "addresses");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> read = IpAddress.parse(address.get());
        if (read.isEmpty()) {
            throw new MalformedException("`ip_address` must be a literal IPv4 or IPv6 address");
        }
        return read;
    }

    /**
     * The token in {@code token}, alone or as the whole value of the {@code Authorization} header, and the proof in
     * {@code dpop}. An empty text is what a gateway passes on of a header that is not there.
     */
    private static @Nullable PresentedToken token(Members context) throws MalformedException {
        String token = context.text("token").orElse("").strip();
        String proof = context.text("dpop").filter(text -> !text.isEmpty()).orElse(null);
        if (token.isEmpty()) {
            return null;
        } else if (token.indexOf(' ') >= 0) {
            return AuthorizationHeader.read(token, proof);
        }
        return proof == null ? PresentedToken.bearer(token) : PresentedToken.dpop(token, proof);
    }

    /** The certificate in {@code client_certificate}, in PEM or as the base64 of its DER. */
    private CertificateEvidence certificate(Members context, Instant now) throws MalformedException {
        String text = context.text("client_certificate").orElse("").strip();
        if (text.isEmpty()) {
            return new CertificateEvidence.None();
        }
        String pem = text.startsWith("-----")
                ? text
                : "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----";
        return clients.evidence(pem, now);
    }
}
