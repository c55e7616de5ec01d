package dev.cordon.document;

import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Membership;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Uncounted;
import dev.cordon.policy.WorkloadIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes policies. A member is left out only where its absence is the narrower reading, or the policy itself has none.
 * What recurs (operations, parties, scopes) is written once, in the catalog, and named by number: that halves the
 * document, and the time to load it. Used once.
 */
final class PolicyWriter {

    private final Numbered<Operation> operations = new Numbered<>();
    private final Numbered<Party> parties = new Numbered<>();
    private final Numbered<Scope> scopes = new Numbered<>();

    private PolicyWriter() {}

    static Json write(Policy policy) {
        return new PolicyWriter().document(policy);
    }

    private Json document(Policy policy) {
        JsonObjectBuilder document = Json.object()
                .put(
                        "enforcementPoints",
                        present(
                                !policy.enforcementPoints().isEmpty(),
                                items(policy.enforcementPoints(), PolicyWriter::enforcementPoint)))
                .put("environments", Json.texts(policy.environments()))
                .put("flows", items(policy.flows(), this::flow))
                .put("forbids", items(policy.forbids(), this::forbid))
                .put("issuers", items(policy.issuers(), this::issuer))
                .put("name", policy.name().text())
                .put("segments", items(policy.segments(), PolicyWriter::segment))
                .put("services", items(policy.services(), this::service));
        return document.put("catalog", catalog()).build();
    }

    /** What the rest names by number; written last, when all is numbered. */
    private Json catalog() {
        return Json.object()
                .put("operations", operations.table(operation -> Json.of(operation.toString())))
                .put("parties", parties.table(party -> Json.of(text(party))))
                .put("scopes", scopes.table(scope -> Json.of(scope.text())))
                .build();
    }

    static <T> Json items(Collection<T> values, Function<T, Json> writer) {
        return Json.array(values.stream().map(writer).toList());
    }

    private static Optional<Json> present(boolean present, Json value) {
        return present ? Optional.of(value) : Optional.empty();
    }

    private static Json enforcementPoint(EnforcementPoint point) {
        return Json.object()
                .put("name", point.name().text())
                .put("service", point.service().text())
                .put("vouchesFor", Json.texts(point.vouchesFor()))
                .build();
    }

    private Json flow(Flow flow) {
        return Json.object()
                .put("from", parties.number(flow.edge().from()))
                .put("id", flow.id().text())
                .put(
                        "mode",
                        present(flow.mode() != Mode.ENFORCE, Json.of(flow.mode().toString())))
                .put("onward", present(!flow.onward().isEmpty(), Json.texts(flow.onward())))
                .put("operations", operations(flow.edge().operations()))
                .put("rate", flow.rate().together().map(PolicyWriter::rate))
                .put("ratePerCaller", flow.rate().perCaller().map(PolicyWriter::rate))
                .put("scopes", items(flow.scopes(), scopes::number))
                .put("to", parties.number(flow.edge().to()))
                .put(
                        "tokens",
                        present(
                                flow.tokens() != TokenKind.SEGMENT,
                                Json.of(flow.tokens().toString())))
                .put("when", items(flow.when(), ConditionWriter::write))
                .build();
    }

    private Json forbid(Forbid forbid) {
        return Json.object()
                .put("from", parties.number(forbid.edge().from()))
                .put("id", forbid.id().text())
                .put("operations", operations(forbid.edge().operations()))
                .put("to", parties.number(forbid.edge().to()))
                .put("when", items(forbid.when(), ConditionWriter::write))
                .build();
    }

    private Json issuer(Issuer issuer) {
        return Json.object()
                .put("algorithms", Json.texts(issuer.algorithms()))
                .put("claims", IssuerWriter.claims(issuer))
                .put("iss", issuer.issuer())
                .put("keys", IssuerWriter.keys(issuer))
                .put("kind", issuer.kind().toString())
                .put("name", issuer.name().text())
                .put("speaksFor", items(issuer.speaksFor(), parties::number))
                .build();
    }

    private static Json segment(Segment segment) {
        return Json.object()
                .put("authentication", segment.authentication().toString())
                .put("denyAfterMillis", segment.freshness().denyAfter().toMillis())
                .put(
                        "members",
                        present(!segment.members().isEmpty(), items(segment.members(), PolicyWriter::membership)))
                .put("name", segment.name().text())
                .put("rate", segment.limits().rate().together().map(PolicyWriter::rate))
                .put("ratePerCaller", segment.limits().rate().perCaller().map(PolicyWriter::rate))
                .put("refreshMillis", segment.freshness().refresh().toMillis())
                .put("rotation", segment.rotation().map(PolicyWriter::rotation))
                .put(
                        "token",
                        Json.object()
                                .put("bind", Json.texts(segment.token().bind()))
                                .put("strictReplay", segment.token().strictReplay())
                                .put("ttlSeconds", segment.token().ttl().toSeconds())
                                .build())
                .put("trust", segment.trust().toString())
                .put(
                        "uncounted",
                        present(
                                segment.limits().uncounted() != Uncounted.DENY,
                                Json.of(segment.limits().uncounted().toString())))
                .build();
    }

    private static Json membership(Membership membership) {
        return Json.object()
                .put("accounts", Json.texts(membership.accounts()))
                .put("spiffe", membership.spiffe().map(Json::of))
                .put("tags", Json.texts(membership.tags()))
                .build();
    }

    private static Json rotation(Rotation rotation) {
        return Json.object()
                .put("everySeconds", rotation.every().map(PolicyWriter::seconds))
                .put("graceSeconds", rotation.grace().toSeconds())
                .put("minAgeSeconds", rotation.minAge().map(PolicyWriter::seconds))
                .build();
    }

    private static Json seconds(Duration duration) {
        return Json.of(duration.toSeconds());
    }

    private Json service(Service service) {
        return Json.object()
                .put("hosts", Json.texts(service.hosts()))
                .put("identities", items(service.identities(), PolicyWriter::identity))
                .put("name", service.name().text())
                .put("operations", service.operations().map(this::operations))
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

    private Json operations(Operations which) {
        return which instanceof Operations.Listed listed ? items(listed.list(), operations::number) : Json.of("all");
    }

    /** Names have no colon, so what stands before the first one says what the name is of. */
    private static String text(Party party) {
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
