package dev.cordon.theft;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.ClientEvidence;
import dev.cordon.issuance.EdgeRequest;
import dev.cordon.issuance.TokenRequest;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TimeWindow;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.Target;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Calls of every edge and operation, with every binding, by tokens of the token service. */
final class ValidCalls {

    private static final List<String> EDGES = List.of(
            "web orders",
            "web payments",
            "web bank",
            "web vault",
            "web safe",
            "orders payments",
            "orders bank",
            "orders vault",
            "orders safe",
            "web orders payments",
            "web orders bank",
            "web orders vault",
            "web orders safe",
            "web orders payments bank",
            "orders payments bank");
    private static final List<SigningKey> KEYS = List.of(key(), key(), key());

    private final Town town = new Town();
    private final SplittableRandom random;
    private int made;

    ValidCalls(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private static SigningKey key() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()).by(SignatureProvider.fastest());
    }

    /** What the holder of a token has, and where and when it asks. */
    private record Holder(CertificateEvidence certificate, Optional<SigningKey> key, IpAddress source, Instant at) {}

    ValidCall next() {
        int turn = made++;
        List<String> way = Arrays.asList(EDGES.get(turn % EDGES.size()).split(" "));
        String caller = way.get(way.size() - 2);
        String target = way.get(way.size() - 1);
        boolean certified = target.equals("bank") || target.equals("safe") || random.nextInt(3) == 0;
        boolean keyed = target.equals("vault") || target.equals("safe") || random.nextInt(3) == 0;
        Holder holder = new Holder(
                certified ? certificate(caller, 'C') : new CertificateEvidence.None(),
                keyed ? Optional.of(KEYS.get(random.nextInt(KEYS.size()))) : Optional.empty(),
                address(random.nextInt(4) == 0 ? "2001:db8::" : "10.20." + random.nextInt(200) + "."),
                Town.NOON.plusSeconds(60L * turn));
        ValidCall.Evidence evidence = turn % 4 == 3 && way.size() == 2
                ? new ValidCall.Evidence(narrow(caller, target, holder), holder.key(), Optional.empty())
                : obtained(way, holder);
        boolean posts = random.nextBoolean();
        Attempt.Place place = new Attempt.Place(
                random.nextBoolean() ? new Target.OfHost(target + ".example") : new Target.OfService(target),
                posts ? "POST" : "GET",
                posts ? "/things" : "/things/" + random.nextInt(1_000_000),
                Optional.of(holder.source()));
        Moment at = new Moment(holder.at().plusSeconds(2 + random.nextInt(50)), 1);
        return new ValidCall(
                evidence,
                new Attempt(Scene.SOUND, new Attempt.Shown(Optional.empty(), holder.certificate()), place, at));
    }

    private IpAddress address(String prefix) {
        return IpAddress.parse(prefix + (1 + random.nextInt(99))).orElseThrow();
    }

    static CertificateEvidence certificate(String service, char print) {
        return new CertificateEvidence.Trusted(new ClientCertificate(
                print(print), Optional.of("spiffe://shop.example/" + service), List.of(), "CN=" + service));
    }

    static KeyThumbprint print(char of) {
        return new KeyThumbprint(String.valueOf(of).repeat(42) + "A");
    }

    /** By client credentials, and from then on by exchange. */
    private ValidCall.Evidence obtained(List<String> way, Holder holder) {
        Optional<String> earlier = Optional.empty();
        Optional<String> token = Optional.empty();
        for (int i = 0; i + 1 < way.size(); i++) {
            boolean last = i + 2 == way.size();
            earlier = token;
            token = Optional.of(issued(way.subList(i, i + 2), holder, token, last));
        }
        return new ValidCall.Evidence(token.orElseThrow(), holder.key(), earlier);
    }

    private String issued(List<String> edge, Holder holder, Optional<String> subject, boolean last) {
        String caller = edge.get(0);
        ClientEvidence client = new ClientEvidence(
                new ClientEvidence.BySecret(caller, Town.secret(caller)),
                last ? holder.certificate() : new CertificateEvidence.None(),
                Optional.of(holder.source()));
        EdgeRequest wanted = new EdgeRequest(
                Optional.of(edge.get(1)),
                Optional.empty(),
                List.of(),
                Optional.of(TownPolicy.flow(caller, edge.get(1))));
        Optional<String> proof = last ? holder.key().map(key -> proof(key, holder.at())) : Optional.empty();
        return town.issue(new TokenRequest(client, wanted, subject, proof), holder.at());
    }

    private String proof(SigningKey key, Instant at) {
        try {
            return new DpopProofMaker(key)
                    .proveRequest(new DpopProofMaker.Call("POST", Town.TOKEN_URL), "proof-" + random.nextLong(), at);
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a window and a maximum age, which no client can ask for: by the service's key. */
    private static String narrow(String caller, String target, Holder holder) {
        int minute = (int) (holder.at().getEpochSecond() % 86_400 / 60);
        TimeWindow window = new TimeWindow(List.of(DayOfWeek.values()), minute, minute + 2, ZoneOffset.UTC);
        Optional<KeyThumbprint> certificate = holder.certificate() instanceof CertificateEvidence.Trusted shown
                ? Optional.of(shown.certificate().thumbprint())
                : Optional.empty();
        SegmentTokenRequest.Bound bound = new SegmentTokenRequest.Bound(
                Optional.of(new Environment("production")),
                List.of(
                        Cidr.parse("10.20.0.0/16").orElseThrow(),
                        Cidr.parse("2001:db8::/32").orElseThrow()),
                List.of(window),
                Optional.of(Duration.ofSeconds(100)),
                certificate,
                holder.key().map(SigningKey::thumbprint));
        SegmentTokenRequest request = new SegmentTokenRequest(
                new ServiceName(caller),
                new ServiceName(target),
                new FlowId(TownPolicy.flow(caller, target)),
                List.of(new Scope(target + ".read"), new Scope(target + ".write")),
                Duration.ofMinutes(5),
                new SegmentTokenRequest.Chain(
                        new ServiceName(caller), List.of(), Optional.empty(), 0, Optional.empty()),
                bound);
        try {
            return Town.minter().mint(request, holder.at()).reveal();
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }
}
