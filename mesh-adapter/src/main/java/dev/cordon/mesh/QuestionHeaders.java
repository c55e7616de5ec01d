package dev.cordon.mesh;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.request.Target;
import dev.cordon.token.AuthorizationHeader;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a question. One that counts must be there at most once; what is not asked for is not looked at. */
final class QuestionHeaders {

    private final HttpHeaders headers;

    QuestionHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    /** The value of a header that must be there. */
    String required(AsciiString name) throws UnreadableException {
        String value = single(name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableException("header `" + name + "` is missing: let the proxy set it");
        }
        return value;
    }

    /** The value of a header, or null where it is not there. */
    @Nullable
    String single(AsciiString name) throws UnreadableException {
        Iterator<String> values = headers.valueStringIterator(name);
        if (!values.hasNext()) {
            return null;
        }
        String value = values.next();
        if (values.hasNext()) {
            throw new UnreadableException("header `" + name + "` is there more than once");
        }
        return value;
    }

    /** The service that the proxy names where it is to name it, else the host in that header. */
    Target target(AsciiString host, boolean pinned) throws UnreadableException {
        return pinned ? new Target.OfService(required(ProxyHeaders.SERVICE)) : new Target.OfHost(required(host));
    }

    /** The caller's address: the rightmost hop of {@code X-Forwarded-For} that is no trusted proxy. */
    IpAddress source(List<Cidr> trusted) throws UnreadableException {
        String chain = required(ProxyHeaders.FORWARDED_FOR);
        return ClientAddress.of(chain, trusted)
                .orElseThrow(() -> new UnreadableException(
                        "header `" + ProxyHeaders.FORWARDED_FOR + "` has a hop that is no address"));
    }

    /** The token that the caller shows, or null. */
    @Nullable
    PresentedToken token() throws UnreadableException {
        String authorization = single(ProxyHeaders.AUTHORIZATION);
        if (authorization == null) {
            return null;
        }
        Iterator<String> proofs = headers.valueStringIterator(ProxyHeaders.DPOP);
        String proof = proofs.hasNext() ? proofs.next() : null;
        return AuthorizationHeader.read(authorization, proofs.hasNext() ? null : proof);
    }
}
