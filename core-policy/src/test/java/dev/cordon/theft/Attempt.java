package dev.cordon.theft;

import dev.cordon.decision.Moment;
import dev.cordon.network.IpAddress;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import java.util.Optional;

/** One call at an enforcement point, with all that the point knows. */
record Attempt(Scene scene, Shown shown, Place place, Moment at) {

    /** What the caller shows; no token where it is empty. */
    record Shown(Optional<PresentedToken> token, CertificateEvidence certificate) {}

    /** What is called, and from which address. */
    record Place(Target target, String method, String path, Optional<IpAddress> source) {

        Place of(Target other) {
            return new Place(other, method, path, source);
        }

        Place of(String otherMethod, String otherPath) {
            return new Place(target, otherMethod, otherPath, source);
        }

        Place from(Optional<IpAddress> address) {
            return new Place(target, method, path, address);
        }
    }

    Attempt with(Scene other) {
        return new Attempt(other, shown, place, at);
    }

    Attempt with(PresentedToken other) {
        return new Attempt(scene, new Shown(Optional.of(other), shown.certificate()), place, at);
    }

    Attempt with(CertificateEvidence other) {
        return new Attempt(scene, new Shown(shown.token(), other), place, at);
    }

    Attempt with(Place other) {
        return new Attempt(scene, shown, other, at);
    }

    Attempt with(Moment other) {
        return new Attempt(scene, shown, place, other);
    }

    Attempt withoutToken() {
        return new Attempt(scene, new Shown(Optional.empty(), shown.certificate()), place, at);
    }

    AccessRequest request() {
        AccessRequest request = AccessRequest.of(place.target(), place.method(), RequestPath.read(place.path()))
                .withCertificate(shown.certificate());
        if (shown.token().isPresent()) {
            request = request.withToken(shown.token().get());
        }
        return place.source().isPresent() ? request.from(place.source().get()) : request;
    }
}
