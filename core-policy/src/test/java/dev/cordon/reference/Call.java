package dev.cordon.reference;

import dev.cordon.network.IpAddress;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import dev.cordon.token.VerifiedToken;
import java.util.Optional;

/**
 * A call as any enforcement point sees it, in nobody's words in particular.
 *
 * @param target who is called
 * @param method the HTTP method
 * @param path the raw path, as it came over the wire
 * @param source the caller's address, where known
 * @param certificate what is known of a client certificate
 * @param token the token shown
 * @param asking who asks about it, where somebody does
 */
public record Call(
        Addressee target,
        String method,
        String path,
        Optional<String> source,
        CertificateEvidence certificate,
        Optional<Shown> token,
        Optional<Asking> asking) {

    /** A call that the enforcement point sees itself. */
    public Call(
            Addressee target,
            String method,
            String path,
            Optional<String> source,
            CertificateEvidence certificate,
            Optional<Shown> token) {
        this(target, method, path, source, certificate, token, Optional.empty());
    }

    /** The same call, asked about by that enforcement point. */
    public Call askedBy(Optional<Asking> who) {
        return new Call(target, method, path, source, certificate, token, who);
    }

    /**
     * Who is called.
     *
     * @param byHost whether the text is the host of the request, rather than a service's name
     * @param text the host as the request names it, or the service's name
     */
    public record Addressee(boolean byHost, String text) {}

    /**
     * A token as it was shown.
     *
     * @param scheme how
     * @param proof the DPoP proof that came with it
     * @param claims what it says, where it verifies
     * @param broken what it is, where it does not
     */
    public record Shown(
            PresentedToken.Scheme scheme,
            Optional<String> proof,
            Optional<VerifiedToken> claims,
            Optional<BrokenToken> broken) {}

    /** The call in Cordon's own words. */
    public AccessRequest toRequest() {
        Target to = target.byHost() ? new Target.OfHost(target.text()) : new Target.OfService(target.text());
        AccessRequest request =
                AccessRequest.of(to, method, RequestPath.read(path)).withCertificate(certificate);
        if (source.isPresent()) {
            request = request.from(IpAddress.parse(source.get()).orElseThrow());
        }
        if (asking.isPresent()) {
            request = request.askedBy(asking.get());
        }
        return token.isPresent() ? request.withToken(present(token.get())) : request;
    }

    /** A token as it is presented where nobody sees its proof. */
    public static PresentedToken withoutProof(Shown shown) {
        return present(new Shown(shown.scheme(), Optional.empty(), shown.claims(), shown.broken()));
    }

    private static PresentedToken present(Shown shown) {
        if (shown.claims().isPresent()) {
            return TestTokens.shown(
                    shown.claims().get(), shown.scheme(), shown.proof().orElse(null));
        }
        String text = shown.broken().orElseThrow().text();
        return shown.scheme() == PresentedToken.Scheme.DPOP
                ? PresentedToken.dpop(text, shown.proof().orElse(null))
                : PresentedToken.bearer(text);
    }
}
