package dev.cordon.mesh.authzen;

import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.Json;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import java.net.URI;
import java.util.Optional;

/**
 * What the decision point tells of itself (Authorization API 1.0 §9). Its identifier is the public URL that the policy
 * gives its service.
 */
final class Metadata {

    private static final String WELL_KNOWN = "/.well-known/authzen-configuration";
    private static final String SCHEME = "https://";

    private final SnapshotSource source;
    private final ServiceName service;

    Metadata(SnapshotSource source, ServiceName service) {
        this.source = source;
        this.service = service;
    }

    /** Whether metadata is asked for at that path, of this decision point or another one. */
    static boolean isAskedAt(String uri) {
        return uri.equals(WELL_KNOWN) || uri.startsWith(WELL_KNOWN + "/");
    }

    /** The document at that path; empty where there is none, such as while the policy names no public URL. */
    Optional<String> at(String uri) {
        return source.current()
                .flatMap(snapshot -> snapshot.policy().serviceNamed(service.text()))
                .flatMap(Service::publicUrl)
                .filter(url -> url.startsWith(SCHEME))
                .filter(url -> uri.equals(WELL_KNOWN)
                        || uri.equals(WELL_KNOWN + URI.create(url).getRawPath()))
                .map(Metadata::document);
    }

    private static String document(String url) {
        return Json.object()
                .put("access_evaluation_endpoint", url + AuthZenFront.EVALUATION)
                .put("access_evaluations_endpoint", url + AuthZenFront.EVALUATIONS)
                .put("policy_decision_point", url)
                .build()
                .toCanonical();
    }
}
