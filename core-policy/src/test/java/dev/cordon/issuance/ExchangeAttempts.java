package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.by;
import static dev.cordon.issuance.Desk.to;

import dev.cordon.decision.Moment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What an exchanger might try with a token that it was called with, beside what it may. */
final class ExchangeAttempts {

    private static final IssuerName CORDON = new IssuerName("cordon");
    private static final SigningKey STRANGER = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private final Desk desk;
    private final SplittableRandom random;
    private final IssuedToken parent;
    private final Moment now;
    private final List<Attempt> attempts = new ArrayList<>();

    /** One attempt, at one time, with one thing revoked at most. */
    record Attempt(String name, OAuthError expected, TokenRequest request, Situation situation) {}

    /** When, and what is revoked then. */
    record Situation(Moment at, List<Revocation> revoked) {}

    ExchangeAttempts(Desk desk, IssuedToken parent, SplittableRandom random) {
        this.desk = desk;
        this.parent = parent;
        this.random = random;
        this.now = desk.now;
    }

    /** In the order of their times, as the stores of a token service see them. */
    List<Attempt> all() {
        audiences();
        targets();
        scopes();
        times();
        revocations();
        texts();
        chains();
        clients();
        proofs();
        attempts.sort(Comparator.comparing(attempt -> attempt.situation().at().wall()));
        return attempts;
    }

    private void add(String name, OAuthError expected, TokenRequest request) {
        attempts.add(new Attempt(name, expected, request, new Situation(now, List.of())));
    }

    private TokenRequest wanted(EdgeRequest edge) {
        return Desk.exchange(desk.orders(), parent, edge);
    }

    private void audiences() {
        IssuedToken elsewhere = desk.issue(Desk.ask(desk.orders(), by("write-entry", "audit-api")));
        IssuedToken charge = desk.issue(Desk.ask(desk.orders(), to("payments-api")));
        for (IssuedToken own : List.of(elsewhere, charge)) {
            String text = own.token().reveal();
            add("its own token", OAuthError.INVALID_REQUEST, subject(desk.orders(), text));
        }
        add("its caller", OAuthError.INVALID_REQUEST, Desk.exchange(Desk.web(), parent, to("orders-api")));
        add("a bystander", OAuthError.INVALID_REQUEST, Desk.exchange(audit(), parent, to("payments-api")));
        add(
                "a flow that leads nowhere",
                OAuthError.INVALID_TARGET,
                Desk.exchange(audit(), elsewhere, to("payments-api")));
    }

    private static ClientEvidence audit() {
        return Desk.evidence(new ClientEvidence.ByCertificate("audit-api"), "audit-api");
    }

    private void targets() {
        for (String target : List.of("vault", "bank", "audit-api", "orders-api", "web-bff", "nobody")) {
            add("target " + target, OAuthError.INVALID_TARGET, wanted(to(target)));
        }
        for (String flow : List.of("write-entry", "read-entries", "checkout", "app", "unseal")) {
            add("flow " + flow, OAuthError.INVALID_TARGET, wanted(by(flow, "payments-api")));
        }
        add("flow write-entry there", OAuthError.INVALID_TARGET, wanted(by("write-entry", "audit-api")));
        EdgeRequest none = new EdgeRequest(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        add("no target", OAuthError.INVALID_TARGET, wanted(none));
        EdgeRequest two = new EdgeRequest(
                Optional.of("payments-api"), Optional.of("https://vault.example"), List.of(), Optional.empty());
        add("two targets", OAuthError.INVALID_TARGET, wanted(two));
    }

    private void scopes() {
        for (String more : List.of("orders.read", "audit.write", "admin", "*", "payments", "payments.charge.all")) {
            add("scope " + more, OAuthError.INVALID_SCOPE, wanted(to("payments-api", more)));
            add("scope beside " + more, OAuthError.INVALID_SCOPE, wanted(to("payments-api", "payments.charge", more)));
            add("scope of the flow " + more, OAuthError.INVALID_SCOPE, wanted(by("charge", "payments-api", more)));
        }
    }

    private void times() {
        long left = parent.entry().expiresAt().getEpochSecond() - now.wall().getEpochSecond();
        for (long later : new long[] {left, left + 1, left + random.nextInt(600)}) {
            late("ended " + (later - left), later);
        }
        for (long early : new long[] {6, 7, 600}) {
            String text = minted(Desk.KEY, "checkout", 0, now.wall().plusSeconds(early));
            add("before its time", OAuthError.INVALID_REQUEST, subject(desk.orders(), text));
        }
    }

    private void late(String name, long seconds) {
        desk.now = new Moment(now.wall().plusSeconds(seconds), 0);
        TokenRequest request = wanted(to("payments-api"));
        attempts.add(new Attempt(name, OAuthError.INVALID_REQUEST, request, new Situation(desk.now, List.of())));
        desk.now = now;
    }

    private void revocations() {
        VerifiedToken token = Desk.verified(parent);
        ServiceName web = new ServiceName("web-bff");
        for (Revocation entry : List.of(
                new Revocation.OfToken(CORDON, token.id()),
                new Revocation.OfChain(String.valueOf(token.transaction())),
                new Revocation.OfKey(CORDON, token.keyId()),
                new Revocation.OfGeneration(web, 0),
                new Revocation.IssuedBefore(web, token.issuedAt(), false),
                new Revocation.OfService(web),
                Quarantined.segment("storefront"))) {
            revoked(OAuthError.INVALID_REQUEST, entry);
        }
        ServiceName orders = new ServiceName("orders-api");
        revoked(OAuthError.INVALID_CLIENT, new Revocation.OfService(orders));
        revoked(OAuthError.INVALID_CLIENT, new Revocation.OfGeneration(orders, 0));
        revoked(OAuthError.INVALID_CLIENT, Quarantined.segment("ordering"));
        revoked(OAuthError.INVALID_TARGET, new Revocation.OfService(new ServiceName("payments-api")));
        revoked(OAuthError.INVALID_TARGET, Quarantined.segment("payments"));
    }

    private void revoked(OAuthError expected, Revocation entry) {
        Situation situation = new Situation(now, List.of(entry));
        attempts.add(new Attempt("revoked " + entry, expected, wanted(to("payments-api")), situation));
    }

    private void texts() {
        String text = parent.token().reveal();
        int dot = text.lastIndexOf('.');
        int place = dot + 1 + random.nextInt(80);
        char other = text.charAt(place) == 'A' ? 'B' : 'A';
        String flipped = text.substring(0, place) + other + text.substring(place + 1);
        for (String odd : List.of(flipped, text.substring(0, dot), text + ".", "no.token.here", "")) {
            add("text of " + odd.length(), OAuthError.INVALID_REQUEST, subject(desk.orders(), odd));
        }
        add("a stranger's", OAuthError.INVALID_REQUEST, subject(desk.orders(), minted(STRANGER, "checkout", 0)));
    }

    private static TokenRequest subject(ClientEvidence client, String text) {
        return new TokenRequest(client, to("payments-api"), Optional.of(text), Optional.empty());
    }

    private void chains() {
        add("too long a chain", OAuthError.INVALID_REQUEST, subject(desk.orders(), minted(Desk.KEY, "checkout", 8)));
        for (String flow : List.of("charge", "app", "gone", "write-entry")) {
            String text = minted(Desk.KEY, flow, random.nextInt(3));
            add("came by " + flow, OAuthError.INVALID_REQUEST, subject(desk.orders(), text));
        }
    }

    String minted(SigningKey key, String flow, int actors) {
        return minted(key, flow, actors, now.wall());
    }

    private String minted(SigningKey key, String flow, int actors, Instant at) {
        SegmentTokenRequest request = new SegmentTokenRequest(
                new ServiceName("web-bff"),
                new ServiceName("orders-api"),
                new FlowId(flow),
                List.of(),
                Duration.ofSeconds(10 + random.nextInt(290)),
                new SegmentTokenRequest.Chain(
                        new ServiceName("web-bff"),
                        Collections.nCopies(actors, new ServiceName("audit-api")),
                        Optional.empty(),
                        0,
                        Optional.empty()),
                SegmentTokenRequest.Bound.NOTHING);
        try {
            return new SegmentTokenMinter(Desk.ISSUER, key, new SecureRandom())
                    .mint(request, at)
                    .reveal();
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private void clients() {
        ClientEvidence wrong = Desk.evidence(new ClientEvidence.BySecret("orders-api", Desk.SECRET), null);
        add("by another's secret", OAuthError.INVALID_CLIENT, Desk.exchange(wrong, parent, to("payments-api")));
        ClientEvidence used = desk.orders();
        desk.issue(Desk.exchange(used, parent, to("payments-api")));
        add("by a used assertion", OAuthError.INVALID_CLIENT, Desk.exchange(used, parent, to("payments-api")));
        ClientEvidence.ByAssertion own =
                (ClientEvidence.ByAssertion) desk.orders().method();
        ClientEvidence claimed =
                Desk.evidence(new ClientEvidence.ByAssertion(Optional.of("audit-api"), own.assertion()), null);
        add("by two names", OAuthError.INVALID_CLIENT, Desk.exchange(claimed, parent, to("payments-api")));
        ClientEvidence token = Desk.evidence(
                new ClientEvidence.ByAssertion(Optional.empty(), parent.token().reveal()), null);
        add("by the token itself", OAuthError.INVALID_CLIENT, Desk.exchange(token, parent, to("payments-api")));
        ClientEvidence shown = Desk.evidence(desk.orders().method(), "audit-api");
        add("with another's certificate", OAuthError.INVALID_CLIENT, Desk.exchange(shown, parent, to("payments-api")));
    }

    private void proofs() {
        String used = desk.proof(STRANGER);
        desk.issue(proven(used));
        add("a used proof", OAuthError.INVALID_DPOP_PROOF, proven(used));
        add("no proof", OAuthError.INVALID_DPOP_PROOF, proven("a.b.c"));
        String other = desk.proof(STRANGER);
        add("a cut proof", OAuthError.INVALID_DPOP_PROOF, proven(other.substring(0, other.length() - 4)));
    }

    private TokenRequest proven(String proof) {
        String text = parent.token().reveal();
        return new TokenRequest(desk.orders(), to("payments-api"), Optional.of(text), Optional.of(proof));
    }
}
