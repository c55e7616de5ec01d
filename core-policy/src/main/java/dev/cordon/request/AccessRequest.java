package dev.cordon.request;

import dev.cordon.network.IpAddress;
import dev.cordon.token.PresentedToken;
import org.jspecify.annotations.Nullable;

/**
 * What is being attempted, with the evidence the caller showed. Whoever builds one vouches that address and certificate
 * come from the connection or from a proxy it trusts, never from a header that the caller could set.
 */
public final class AccessRequest {

    private static final CertificateEvidence NO_CERTIFICATE = new CertificateEvidence.None();

    private final Target target;
    private final String method;
    private final RequestPath path;
    private final @Nullable PresentedToken token;
    private final CertificateEvidence certificate;
    private final @Nullable IpAddress source;
    private final @Nullable Asking asking;

    private AccessRequest(Target target, String method, RequestPath path, Evidence evidence) {
        this.target = target;
        this.method = method;
        this.path = path;
        this.token = evidence.token();
        this.certificate = evidence.certificate();
        this.source = evidence.source();
        this.asking = evidence.asking();
    }

    /** All that is shown or told of the caller. */
    private record Evidence(
            @Nullable PresentedToken token,
            CertificateEvidence certificate,
            @Nullable IpAddress source,
            @Nullable Asking asking) {}

    private AccessRequest with(Evidence evidence) {
        return new AccessRequest(target, method, path, evidence);
    }

    /** A call without any evidence of its caller. */
    public static AccessRequest of(Target target, String method, RequestPath path) {
        return new AccessRequest(target, method, path, new Evidence(null, NO_CERTIFICATE, null, null));
    }

    /** The same call with this token. */
    public AccessRequest withToken(PresentedToken shown) {
        return with(new Evidence(shown, certificate, source, asking));
    }

    /** The same call with this evidence of a client certificate. */
    public AccessRequest withCertificate(CertificateEvidence evidence) {
        return with(new Evidence(token, evidence, source, asking));
    }

    /** The same call from this address. */
    public AccessRequest from(IpAddress address) {
        return with(new Evidence(token, certificate, address, asking));
    }

    /** The same call, told of by an enforcement point that asks about it. */
    public AccessRequest askedBy(Asking who) {
        return with(new Evidence(token, certificate, source, who));
    }

    /** Who is called. */
    public Target target() {
        return target;
    }

    /** The HTTP method, in the spelling of the request. */
    public String method() {
        return method;
    }

    /** The path, read once. */
    public RequestPath path() {
        return path;
    }

    /** The token shown, or null. */
    public @Nullable PresentedToken token() {
        return token;
    }

    /** What is known of a client certificate. */
    public CertificateEvidence certificate() {
        return certificate;
    }

    /** The caller's address, or null where the enforcement point does not know it. */
    public @Nullable IpAddress source() {
        return source;
    }

    /** Who asks about the call, or null where the enforcement point decides itself. */
    public @Nullable Asking asking() {
        return asking;
    }

    /** Names the call, never its token. */
    @Override
    public String toString() {
        return method + " " + target + " " + path;
    }
}
