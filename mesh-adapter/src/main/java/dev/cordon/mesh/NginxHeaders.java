package dev.cordon.mesh;

import io.netty.util.AsciiString;

/** The headers of nginx's question and of the answer to it. */
final class NginxHeaders {

    /** {@code $request_method}. */
    static final AsciiString METHOD = AsciiString.cached("X-Original-Method");
    /** {@code $request_uri}: as it came over the wire, since that is what the service behind will read. */
    static final AsciiString URI = AsciiString.cached("X-Original-URI");
    /**
     * {@code $host}: the host by which nginx chose the server block. The Host header ({@code $http_host}) may name
     * another, where the request line is in absolute form (RFC 9112 §3.2.2).
     */
    static final AsciiString HOST = AsciiString.cached("X-Original-Host");
    /** {@code $remote_addr}, or {@code $proxy_add_x_forwarded_for} behind a further proxy. */
    static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    /** {@code $ssl_client_verify}. */
    static final AsciiString CLIENT_VERIFY = AsciiString.cached("X-Client-Verify");
    /** {@code $ssl_client_escaped_cert}. */
    static final AsciiString CLIENT_CERT = AsciiString.cached("X-Client-Cert");
    /** The target service's name, written in nginx's configuration. */
    static final AsciiString SERVICE = AsciiString.cached("X-Cordon-Service");
    /** {@code $http_authorization}. */
    static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    /** {@code $http_dpop} (RFC 9449 §4.1). */
    static final AsciiString DPOP = AsciiString.cached("DPoP");

    /** Answer: the decision's id. */
    static final AsciiString DECISION = AsciiString.cached("X-Cordon-Decision");
    /** Answer to an allowed call: the caller. */
    static final AsciiString CALLER = AsciiString.cached("X-Cordon-Caller");
    /** Answer to an allowed call: the caller's segment. */
    static final AsciiString SEGMENT = AsciiString.cached("X-Cordon-Segment");
    /** Answer to an allowed call: the flow that allowed. */
    static final AsciiString FLOW = AsciiString.cached("X-Cordon-Flow");
    /** Answer to a denied call: the status that the caller shall see, which nginx can't always pass on. */
    static final AsciiString STATUS = AsciiString.cached("X-Cordon-Status");

    private NginxHeaders() {}
}
