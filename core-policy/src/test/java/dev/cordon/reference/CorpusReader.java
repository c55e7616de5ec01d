package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.document.PolicyCodec;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.registry.Deprecation;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import dev.cordon.token.VerifiedToken;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what {@link CorpusWriter} wrote. */
final class CorpusReader {

    private CorpusReader() {}

    /** A JSON object whose members are as they should be. */
    private record Node(Json.Members members) {
        static Node of(Json json) {
            return new Node((Json.Members) json);
        }

        Json get(String name) {
            return members.find(name).orElseThrow(() -> new IllegalArgumentException("`" + name + "` is missing"));
        }

        Node node(String name) {
            return of(get(name));
        }

        Optional<Node> maybeNode(String name) {
            return members.find(name).map(Node::of);
        }

        String text(String name) {
            return ((Json.Text) get(name)).value();
        }

        Optional<String> maybe(String name) {
            return members.find(name).map(json -> ((Json.Text) json).value());
        }

        long number(String name) {
            return ((Json.Whole) get(name)).value();
        }

        List<Json> list(String name) {
            return ((Json.Items) get(name)).list();
        }

        /** None where the member is not there. */
        List<Long> numbers(String name) {
            return members.find(name).isEmpty()
                    ? List.of()
                    : list(name).stream()
                            .map(json -> ((Json.Whole) json).value())
                            .toList();
        }

        List<String> texts(String name) {
            return list(name).stream().map(json -> ((Json.Text) json).value()).toList();
        }
    }

    static CorpusCase read(String text) throws InvalidDocumentException {
        Node file = Node.of(Json.parse(text));
        Policy policy = PolicyCodec.decode(file.get("policy").toCanonicalBytes());
        Node snapshot = file.node("snapshot");
        World world = new World(
                new Environment(snapshot.text("environment")),
                Instant.parse(snapshot.text("validUntil")),
                snapshot.list("revocations").stream()
                        .map(entry -> revocation(Node.of(entry)))
                        .toList(),
                snapshot.maybeNode("lives").map(CorpusReader::lives).orElse(Lives.NONE));
        Trial trial = new Trial(
                policy,
                world,
                Instant.parse(file.text("instant")),
                Duration.ofMillis(snapshot.number("ageMillis")),
                request(file.node("request")));
        return new CorpusCase(file.text("name"), trial, expected(file.node("expected")));
    }

    private static Lives lives(Node lives) {
        Map<ServiceName, Deprecation> deprecated = new HashMap<>();
        for (Json entry : lives.list("deprecated")) {
            Node one = Node.of(entry);
            deprecated.put(
                    new ServiceName(one.text("service")),
                    new Deprecation(
                            one.maybe("until").map(Instant::parse),
                            names(one.texts("callers")),
                            one.texts("operations").stream()
                                    .map(Operation::parse)
                                    .collect(Collectors.toSet())));
        }
        return new Lives(names(lives.texts("retired")), deprecated);
    }

    private static Set<ServiceName> names(List<String> services) {
        return services.stream().map(ServiceName::new).collect(Collectors.toSet());
    }

    private static Revocation revocation(Node entry) {
        if (entry.maybe("token").isPresent()) {
            return new Revocation.OfToken(new IssuerName(entry.text("issuer")), entry.text("token"));
        }
        if (entry.maybe("key").isPresent()) {
            return new Revocation.OfKey(new IssuerName(entry.text("issuer")), entry.text("key"));
        }
        if (entry.maybe("chain").isPresent()) {
            return new Revocation.OfChain(entry.text("chain"));
        }
        if (entry.maybe("service").isPresent()) {
            return new Revocation.OfService(new ServiceName(entry.text("service")));
        }
        if (entry.maybe("quarantinedSegment").isPresent()) {
            return quarantine(entry, new Zone.OfSegment(new SegmentName(entry.text("quarantinedSegment"))));
        }
        if (entry.maybe("quarantinedService").isPresent()) {
            return quarantine(entry, new Zone.OfService(new ServiceName(entry.text("quarantinedService"))));
        }
        if (entry.members().find("epoch").isPresent()) {
            return new Revocation.Epoch(entry.number("epoch"));
        }
        ServiceName owner = new ServiceName(entry.text("credentialOf"));
        return entry.members().find("generation").isPresent()
                ? new Revocation.OfGeneration(owner, entry.number("generation"))
                : new Revocation.IssuedBefore(owner, entry.number("issuedBefore"), false);
    }

    private static Revocation quarantine(Node entry, Zone zone) {
        return new Revocation.Quarantine(
                zone,
                Revocation.Direction.valueOf(entry.text("direction")),
                entry.number("until"),
                "a test",
                entry.members()
                        .find("held")
                        .map(held -> entry.texts("held").stream()
                                .map(ServiceName::new)
                                .collect(Collectors.toSet())));
    }

    private static Call request(Node request) {
        Optional<String> host = request.maybe("host");
        return new Call(
                new Call.Addressee(host.isPresent(), host.orElseGet(() -> request.text("service"))),
                request.text("method"),
                request.text("path"),
                request.maybe("source"),
                certificate(request.members().find("certificate")),
                request.maybeNode("token").map(CorpusReader::token),
                request.maybeNode("asking").map(node -> new Asking(node.text("point"), node.maybe("subject"))));
    }

    private static CertificateEvidence certificate(Optional<Json> json) {
        if (json.isEmpty()) {
            return new CertificateEvidence.None();
        }
        if (json.get() instanceof Json.Text) {
            return new CertificateEvidence.Untrusted();
        }
        Node certificate = Node.of(json.get());
        return new CertificateEvidence.Trusted(new ClientCertificate(
                new KeyThumbprint(certificate.text("thumbprint")),
                certificate.maybe("spiffeId"),
                certificate.texts("dnsNames"),
                certificate.text("subject")));
    }

    private static Call.Shown token(Node token) {
        Optional<BrokenToken> broken = token.maybe("text")
                .map(text -> Arrays.stream(BrokenToken.values())
                        .filter(one -> one.text().equals(text))
                        .findFirst()
                        .orElseThrow());
        return new Call.Shown(
                PresentedToken.Scheme.valueOf(token.text("scheme")),
                token.maybe("proof"),
                token.maybeNode("claims").map(CorpusReader::claims),
                broken);
    }

    private static VerifiedToken claims(Node claims) {
        String issuer = claims.text("issuer");
        String caller = claims.text("caller");
        TestTokens token = switch (claims.text("kind")) {
            case "segment" -> TestTokens.segment(issuer, caller, "");
            case "api-key" -> TestTokens.apiKey(caller, "");
            default -> TestTokens.external(issuer, caller, "");
        };
        token.id(claims.text("id"))
                .origin(claims.text("origin"))
                .actors(claims.texts("actors").toArray(String[]::new))
                .chainIssuedAt(claims.numbers("chainIssuedAt").toArray(Long[]::new))
                .audience(claims.texts("audience").toArray(String[]::new))
                .scopes(claims.texts("scopes"))
                .times(claims.number("issuedAt"), claims.number("expiresAt"))
                .notBefore(claims.number("notBefore"))
                .purpose(claims.maybe("purpose").orElse(null))
                .transaction(claims.maybe("transaction").orElse(null))
                .generation(claims.number("generation"));
        bound(token, claims);
        return TestTokens.like(token.verified(), issuer, claims.text("keyId")).verified();
    }

    private static void bound(TestTokens token, Node claims) {
        Map<String, ClaimValue> all = new HashMap<>();
        claims.node("all").members().map().forEach((name, value) -> all.put(name, value(value)));
        token.environment(claims.maybe("environment").orElse(null))
                .networks(claims.texts("networks").stream()
                        .map(text -> Cidr.parse(text).orElseThrow())
                        .toList())
                .windows(claims.list("windows").stream()
                        .map(window -> window(Node.of(window)))
                        .toList())
                .maxAge(claims.number("maxAge"))
                .certificate(claims.maybe("certificate").map(KeyThumbprint::new).orElse(null))
                .key(claims.maybe("key").map(KeyThumbprint::new).orElse(null))
                .subject(claims.maybeNode("subject")
                        .map(user -> new VerifiedToken.Subject(
                                user.text("issuer"), user.text("id"), user.texts("roles"), user.texts("groups")))
                        .orElse(null))
                .claims(all);
    }

    private static TimeWindow window(Node window) {
        return new TimeWindow(
                window.texts("days").stream().map(DayOfWeek::valueOf).toList(),
                (int) window.number("startMinute"),
                (int) window.number("endMinute"),
                ZoneId.of(window.text("zone")));
    }

    private static ClaimValue value(Json json) {
        if (json instanceof Json.Text text) {
            return new ClaimValue.Text(text.value());
        } else if (json instanceof Json.Whole whole) {
            return new ClaimValue.Whole(whole.value());
        } else if (json instanceof Json.Flag flag) {
            return new ClaimValue.Flag(flag.value());
        }
        return new ClaimValue.Many(
                ((Json.Items) json).list().stream().map(CorpusReader::value).toList());
    }

    private static Verdict expected(Node expected) {
        if (expected.text("decision").equals("deny")) {
            return new Verdict.Deny(Reason.valueOf(expected.text("reason")), expected.maybe("rule"));
        }
        List<String> rates = Stream.concat(
                        expected.maybe("rate").map(text -> "flow " + text).stream(),
                        expected.maybe("otherRates").stream().flatMap(text -> Stream.of(text.split(", "))))
                .toList();
        return new Verdict.Allow(
                expected.text("flow"), expected.maybe("shadowed").map(Reason::valueOf), rates);
    }
}
