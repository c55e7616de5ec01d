package dev.cordon.mesh;

import dev.cordon.upstream.ContextVerifier;
import io.netty.util.AsciiString;

/** The headers of a proxy's question and of the answer to it. */
final class ProxyHeaders {

    /** nginx: {@code $request_method}. */
    static final AsciiString METHOD = AsciiString.cached("X-Original-Method");
    /** nginx: {@code $request_uri}: as it came over the wire, since that is what the service behind will read. */
    static final AsciiString URI = AsciiString.cached("X-Original-URI");
    /**
     * nginx: {@code $host}, the host by which nginx chose the server block. The Host header ({@code $http_host}) may
     * name another, where the request line is in absolute form (RFC 9112 §3.2.2).
     */
    static final AsciiString HOST = AsciiString.cached("X-Original-Host");
    /** All proxies: the hops of the call; each appends the address that it saw. */
    static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    /** nginx: {@code $ssl_client_verify}. */
    static final AsciiString CLIENT_VERIFY = AsciiString.cached("X-Client-Verify");
    /** nginx: {@code $ssl_client_escaped_cert}; Caddy: its certificate placeholder, replaced or not. */
    static final AsciiString CLIENT_CERT = AsciiString.cached("X-Client-Cert");
    /** Caddy and Traefik: the method of the call. */
    static final AsciiString FORWARDED_METHOD = AsciiString.cached("X-Forwarded-Method");
    /** Caddy and Traefik: path and query of the call. */
    static final AsciiString FORWARDED_URI = AsciiString.cached("X-Forwarded-Uri");
    /** Caddy and Traefik: the host of the call. */
    static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
    /** Traefik: the certificates of the handshake in base64, the client's first, separated by commas. */
    static final AsciiString FORWARDED_TLS_CERT = AsciiString.cached("X-Forwarded-Tls-Client-Cert");
    /** Envoy (XFCC): what each proxy on the way says of its client's certificate. */
    static final AsciiString FORWARDED_CLIENT_CERT = AsciiString.cached("X-Forwarded-Client-Cert");
    /** The target service's name, written in the proxy's configuration. */
    static final AsciiString SERVICE = AsciiString.cached("X-Cordon-Service");
    /** The caller's token. */
    static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    /** The caller's proof (RFC 9449 §4.1). */
    static final AsciiString DPOP = AsciiString.cached("DPoP");

    /** Answer: the decision's id. */
    static final AsciiString DECISION = AsciiString.cached("X-Cordon-Decision");
    /** Answer to an allowed call: the caller. */
    static final AsciiString CALLER = AsciiString.cached("X-Cordon-Caller");
    /** Answer to an allowed call: the caller's segment. */
    static final AsciiString SEGMENT = AsciiString.cached("X-Cordon-Segment");
    /** Answer to an allowed call: the flow that allowed. */
    static final AsciiString FLOW = AsciiString.cached("X-Cordon-Flow");
    /** Answer to an allowed call: who passes where by what, signed for the service called. */
    static final AsciiString CONTEXT = AsciiString.cached(ContextVerifier.HEADER);
    /** Answer to a call with DPoP, where nonces are demanded: the one for the next proof (RFC 9449 §8.1). */
    static final AsciiString NONCE = AsciiString.cached("DPoP-Nonce");
    /** Answer to a call that a rate limits, for the caller: the rate (draft-ietf-httpapi-ratelimit-headers-11). */
    static final AsciiString RATE_LIMIT_POLICY = AsciiString.cached("RateLimit-Policy");
    /** Answer to a call that a rate limits, for the caller: what is left of it (same draft). */
    static final AsciiString RATE_LIMIT = AsciiString.cached("RateLimit");
    /** Answer to a denied call: the status that the caller shall see, which nginx alone can't always pass on. */
    static final AsciiString STATUS = AsciiString.cached("X-Cordon-Status");

    private ProxyHeaders() {}
}
