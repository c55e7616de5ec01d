package dev.cordon.mesh;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** Leads whole requests to what answers them. Shared by all connections; methods are called on event loops. */
public interface Front {

    /** Who is at the other end of a connection. */
    Peer peer(SocketAddress remote);

    /**
     * The work that makes a request's answer, on another thread, and may block. The request is not used after this
     * returns. Must not throw.
     */
    Supplier<FullHttpResponse> lead(FullHttpRequest request, Peer peer);

    /** The answer to a request with these headers where no thread is free, or the work failed. */
    FullHttpResponse busy(HttpHeaders headers);

    /** The answer to a request with these headers whose body is longer than is read; the connection ends with it. */
    FullHttpResponse oversized(HttpHeaders headers);

    /** The answer to what is no HTTP request; the connection ends with it. */
    FullHttpResponse unreadable();
}
