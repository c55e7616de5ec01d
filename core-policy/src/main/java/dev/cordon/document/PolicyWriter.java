package dev.cordon.document;

import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.WorkloadIdentity;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes policies. A member is left out only where its absence is the narrower reading, or the policy itself has none.
 */
final class PolicyWriter {

    private PolicyWriter() {}

    static Json write(Policy policy) {
        return Json.object()
                .put("environments", Json.texts(policy.environments()))
                .put("flows", items(policy.flows(), PolicyWriter::flow))
                .put("forbids", items(policy.forbids(), PolicyWriter::forbid))
                .put("issuers", items(policy.issuers(), PolicyWriter::issuer))
                .put("name", policy.name().text())
                .put("segments", items(policy.segments(), PolicyWriter::segment))
                .put("services", items(policy.services(), PolicyWriter::service))
                .build();
    }

    static <T> Json items(Collection<T> values, Function<T, Json> writer) {
        return Json.array(values.stream().map(writer).toList());
    }

    private static Optional<Json> present(boolean present, Json value) {
        return present ? Optional.of(value) : Optional.empty();
    }

    private static Json flow(Flow flow) {
        return Json.object()
                .put("from", party(flow.edge().from()))
                .put("id", flow.id().text())
                .put(
                        "mode",
                        present(flow.mode() != Mode.ENFORCE, Json.of(flow.mode().toString())))
                .put("onward", present(!flow.onward().isEmpty(), Json.texts(flow.onward())))
                .put("operations", operations(flow.edge().operations()))
                .put("rate", flow.rate().map(PolicyWriter::rate))
                .put("scopes", Json.texts(flow.scopes()))
                .put("to", party(flow.edge().to()))
                .put(
                        "tokens",
                        present(
                                flow.tokens() != TokenKind.SEGMENT,
                                Json.of(flow.tokens().toString())))
                .put("when", items(flow.when(), ConditionWriter::write))
                .build();
    }

    private static Json forbid(Forbid forbid) {
        return Json.object()
                .put("from", party(forbid.edge().from()))
                .put("id", forbid.id().text())
                .put("operations", operations(forbid.edge().operations()))
                .put("to", party(forbid.edge().to()))
                .put("when", items(forbid.when(), ConditionWriter::write))
                .build();
    }

    private static Json issuer(Issuer issuer) {
        return Json.object()
                .put("algorithms", Json.texts(issuer.algorithms()))
                .put("iss", issuer.issuer())
                .put("kind", issuer.kind().toString())
                .put("name", issuer.name().text())
                .put("speaksFor", items(issuer.speaksFor(), party -> Json.of(party(party))))
                .build();
    }

    private static Json segment(Segment segment) {
        return Json.object()
                .put("authentication", segment.authentication().toString())
                .put("denyAfterMillis", segment.freshness().denyAfter().toMillis())
                .put("name", segment.name().text())
                .put("refreshMillis", segment.freshness().refresh().toMillis())
                .put(
                        "token",
                        Json.object()
                                .put("bind", Json.texts(segment.token().bind()))
                                .put("strictReplay", segment.token().strictReplay())
                                .put("ttlSeconds", segment.token().ttl().toSeconds())
                                .build())
                .put("trust", segment.trust().toString())
                .build();
    }

    private static Json service(Service service) {
        return Json.object()
                .put("hosts", Json.texts(service.hosts()))
                .put("identities", items(service.identities(), PolicyWriter::identity))
                .put("name", service.name().text())
                .put("operations", service.operations().map(PolicyWriter::operations))
                .put("publicUrl", service.publicUrl().map(Json::of))
                .put("segment", service.segment().text())
                .build();
    }

    private static Json identity(WorkloadIdentity identity) {
        JsonObjectBuilder object = Json.object();
        if (identity instanceof WorkloadIdentity.SpiffeId id) {
            return object.put("spiffe", id.uri()).build();
        } else if (identity instanceof WorkloadIdentity.Thumbprint print) {
            return object.put("thumbprint", print.sha256().text()).build();
        } else if (identity instanceof WorkloadIdentity.DnsName dns) {
            return object.put("dns", dns.name()).build();
        }
        return object.put("subject", ((WorkloadIdentity.SubjectName) identity).distinguishedName())
                .build();
    }

    private static Json operations(Operations operations) {
        return operations instanceof Operations.Listed listed ? Json.texts(listed.list()) : Json.of("all");
    }

    /** Names have no colon, so what stands before the first one says what the name is of. */
    private static String party(Party party) {
        if (party instanceof Party.OfService service) {
            return "service:" + service.service();
        }
        return party instanceof Party.OfSegment segment ? "segment:" + segment.segment() : party.toString();
    }

    private static Json rate(RateLimit rate) {
        return Json.object()
                .put("burst", rate.burst())
                .put("calls", rate.calls())
                .put("per", rate.per().toString())
                .build();
    }
}
