package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.by;
import static dev.cordon.issuance.Desk.exchange;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Moment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TimeWindow;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.ExternalTokenMaker;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A service exchanges the token that it was called with for one for the next hop, and for nothing else. */
final class TokenExchangeTest {

    private static final String REFUSED = "invalid_request";

    private final Desk desk = new Desk();
    private final IssuedToken called = desk.issue(ask(web(), to("orders-api")));

    @Test
    void the_next_token_is_the_exchanger_s_in_the_same_chain() {
        VerifiedToken parent = Desk.verified(called);
        VerifiedToken next = Desk.verified(desk.issue(exchange(desk.orders(), called, to("payments-api"))));

        assertThat(next.caller()).isEqualTo("orders-api");
        assertThat(next.origin()).isEqualTo("web-bff");
        assertThat(next.actors()).containsExactly("orders-api");
        assertThat(next.transaction()).isEqualTo(parent.transaction());
        assertThat(next.purpose()).isEqualTo("charge");
        assertThat(next.scopes()).containsExactly("payments.charge");
        assertThat(next.id()).isNotEqualTo(parent.id());
    }

    @Test
    void it_never_outlives_the_token_that_it_comes_from() {
        desk.now = new Moment(Desk.NOW.plusSeconds(100), 0);

        assertThat(desk.of(exchange(desk.orders(), called, to("payments-api")), VerifiedToken::expiresAt))
                .isEqualTo(Desk.NOW.plusSeconds(300).getEpochSecond());
        desk.now = new Moment(Desk.NOW.plusSeconds(300), 0);
        assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                .startsWith(REFUSED);
    }

    @Test
    void an_age_limit_ends_what_comes_from_it_too() {
        String aged = minted(request -> request.maxAge(Duration.ofSeconds(40)));

        assertThat(desk.of(presented(aged, to("payments-api")), VerifiedToken::expiresAt))
                .isEqualTo(Desk.NOW.getEpochSecond() + 40);
    }

    @Test
    void a_token_that_was_not_for_the_exchanger_is_refused() {
        IssuedToken elsewhere = desk.issue(ask(desk.orders(), by("write-entry", "audit-api")));

        assertThat(desk.outcome(exchange(desk.orders(), elsewhere, to("payments-api"))))
                .startsWith(REFUSED);
        assertThat(desk.outcome(exchange(web(), called, to("orders-api"))))
                .as("nor is one's own")
                .startsWith(REFUSED);
    }

    @Test
    void only_what_the_first_flow_lists_as_onward_can_be_reached() {
        assertThat(desk.outcome(exchange(desk.orders(), called, by("write-entry", "audit-api"))))
                .startsWith("invalid_target");
        assertThat(desk.outcome(exchange(desk.orders(), called, to("vault")))).startsWith("invalid_target");
    }

    @Test
    void a_wider_scope_is_refused() {
        assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api", "payments.charge", "orders.write"))))
                .startsWith("invalid_scope");
    }

    @Test
    void a_revoked_chain_token_or_caller_ends_it() {
        VerifiedToken parent = Desk.verified(called);
        for (Revocation revocation : List.of(
                new Revocation.OfChain(String.valueOf(parent.transaction())),
                new Revocation.OfToken(new IssuerName("cordon"), parent.id()),
                new Revocation.OfKey(new IssuerName("cordon"), parent.keyId()),
                new Revocation.OfGeneration(new ServiceName("web-bff"), 0),
                new Revocation.OfService(new ServiceName("web-bff")))) {
            desk.revoked.clear();
            desk.revoked.add(revocation);
            assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                    .as("%s", revocation)
                    .startsWith(REFUSED);
        }
    }

    @Test
    void it_says_when_the_tokens_that_it_came_by_were_issued() {
        long issued = Desk.NOW.getEpochSecond();
        desk.now = new Moment(Desk.NOW.plusSeconds(7), 0);
        assertThat(desk.of(exchange(desk.orders(), called, to("payments-api")), VerifiedToken::chainIssuedAt))
                .isEqualTo(List.of(issued));
        assertThat(desk.of(
                        presented(minted(draft -> draft.actors(2)), to("payments-api")), VerifiedToken::chainIssuedAt))
                .as("an older one that does not say so")
                .isEqualTo(List.of(issued, issued, issued));
    }

    @Test
    void nothing_is_exchanged_at_any_position_of_a_chain_that_is_in_quarantine_or_was_when_it_got_its_token() {
        long issued = Desk.NOW.getEpochSecond();
        desk.now = new Moment(Desk.NOW.plusSeconds(100), 0);
        for (long until : List.of(issued - 4, issued + 94, issued + 96, issued + 1000)) {
            desk.revoked.clear();
            desk.revoked.add(quarantine("web-bff", Revocation.Direction.OUTBOUND, until));
            assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                    .as("the origin, until %s", until - issued)
                    .startsWith(REFUSED);
        }
        desk.revoked.clear();
        desk.revoked.add(quarantine("web-bff", Revocation.Direction.OUTBOUND, issued - 5));
        desk.revoked.add(quarantine("web-bff", Revocation.Direction.INBOUND, issued + 1000));
        assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                .isEqualTo("charge");

        desk.revoked.add(quarantine("payments-api", Revocation.Direction.INBOUND, issued + 96));
        assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                .startsWith("invalid_target");
        desk.revoked.clear();
        desk.revoked.add(quarantine("orders-api", Revocation.Direction.OUTBOUND, issued + 96));
        assertThat(desk.outcome(exchange(desk.orders(), called, to("payments-api"))))
                .startsWith("invalid_client");
    }

    @Test
    void nothing_is_made_that_a_cut_off_a_moment_ago_would_kill() {
        desk.now = new Moment(Desk.NOW.plusSeconds(100), 0);
        for (Revocation cutOff : List.of(
                new Revocation.IssuedBefore(new ServiceName("orders-api"), Desk.NOW.getEpochSecond() + 96, false),
                new Revocation.Epoch(Desk.NOW.getEpochSecond() + 96))) {
            desk.revoked.clear();
            desk.revoked.add(cutOff);
            assertThat(desk.outcome(ask(desk.orders(), by("write-entry", "audit-api"))))
                    .as("%s", cutOff)
                    .startsWith("temporarily_unavailable");
        }
        desk.revoked.clear();
        desk.revoked.add(
                new Revocation.IssuedBefore(new ServiceName("orders-api"), Desk.NOW.getEpochSecond() + 95, false));
        assertThat(desk.outcome(ask(desk.orders(), by("write-entry", "audit-api"))))
                .isEqualTo("write-entry");
    }

    private static Revocation quarantine(String service, Revocation.Direction direction, long until) {
        return new Revocation.Quarantine(new Zone.OfService(new ServiceName(service)), direction, until, "a test");
    }

    @Test
    void what_is_no_token_of_a_known_issuer_is_refused() {
        TokenRequest request =
                new TokenRequest(desk.orders(), to("payments-api"), Optional.of("no.token.here"), Optional.empty());

        assertThat(desk.outcome(request)).startsWith(REFUSED);
    }

    @Test
    void a_chain_has_an_end() {
        assertThat(desk.outcome(presented(minted(draft -> draft.actors(7)), to("payments-api"))))
                .isEqualTo("charge");
        assertThat(desk.outcome(presented(minted(draft -> draft.actors(8)), to("payments-api"))))
                .startsWith(REFUSED)
                .contains("8 actors");
    }

    @Test
    void a_forbid_that_matches_the_origin_leaves_no_token() {
        Desk closed =
                new Desk(Desk.draft().forbid("never", "storefront", "payments").build());
        IssuedToken token = closed.issue(ask(web(), to("orders-api")));

        assertThat(closed.outcome(exchange(closed.orders(), token, to("payments-api"))))
                .contains("forbid `never`");
        assertThat(closed.outcome(ask(closed.orders(), to("payments-api")))).isEqualTo("charge");
    }

    @Test
    void every_actor_stays_in_the_chain_and_a_forbid_matches_each() {
        String chained = minted(draft -> draft.actors("storefront-2", "audit-api"));
        Desk wide = new Desk(Desk.draft().caller("storefront-2", "storefront").build());
        Desk closed = new Desk(Desk.draft()
                .caller("storefront-2", "storefront")
                .forbid("no-audit", "audit-api", "payments")
                .build());

        assertThat(wide.of(presentedTo(wide, chained), VerifiedToken::actors))
                .containsExactly("orders-api", "storefront-2", "audit-api");
        assertThat(closed.outcome(presentedTo(closed, chained))).contains("forbid `no-audit`");
    }

    private static TokenRequest presentedTo(Desk desk, String token) {
        return new TokenRequest(desk.orders(), to("payments-api"), Optional.of(token), Optional.empty());
    }

    @Test
    void the_windows_of_a_token_are_those_of_what_comes_from_it() {
        List<TimeWindow> windows = List.of(new TimeWindow(List.of(DayOfWeek.values()), 0, 1_000, ZoneOffset.UTC));

        assertThat(desk.of(
                        presented(minted(draft -> draft.windows(windows)), to("payments-api")), VerifiedToken::windows))
                .isEqualTo(windows);
    }

    @Test
    void a_subject_token_of_a_key_that_is_not_known_yet_makes_its_issuer_be_asked() throws Exception {
        Map<String, Object> claims = Map.of(
                "client_id", "web-bff",
                "sub", "web-bff",
                "aud", "orders-api",
                "jti", "external-1",
                "iat", Desk.NOW.getEpochSecond(),
                "exp", Desk.NOW.getEpochSecond() + 60);
        SigningKey rotated = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        String fresh = new ExternalTokenMaker("https://idp.example", rotated).make(claims);
        String known = new ExternalTokenMaker("https://idp.example", Desk.IDP_KEY).make(claims);
        String forged = known.substring(0, known.length() - 9) + "AAAAAAAAA";

        assertThat(desk.outcome(presented(forged, by("write-entry", "audit-api"))))
                .startsWith("invalid_request");
        assertThat(desk.unknownKeys).isZero();
        assertThat(desk.outcome(presented(fresh, by("write-entry", "audit-api"))))
                .startsWith("invalid_request");
        assertThat(desk.unknownKeys).isEqualTo(1);
    }

    @Test
    void another_issuer_s_token_leads_onward_by_the_flow_that_takes_it() throws Exception {
        String external = new ExternalTokenMaker("https://idp.example", Desk.IDP_KEY)
                .make(Map.of(
                        "client_id", "web-bff",
                        "sub", "alice",
                        "aud", "orders-api",
                        "jti", "external-1",
                        "roles", List.of("cashier"),
                        "iat", Desk.NOW.getEpochSecond(),
                        "exp", Desk.NOW.getEpochSecond() + 60));
        VerifiedToken next = Desk.verified(desk.issue(presented(external, by("write-entry", "audit-api"))));

        assertThat(next.origin()).isEqualTo("web-bff");
        assertThat(next.subject()).isEqualTo(new VerifiedToken.Subject("idp", "alice", List.of("cashier"), List.of()));
        assertThat(next.transaction()).isNotEmpty();
        assertThat(next.expiresAt()).isEqualTo(Desk.NOW.getEpochSecond() + 60);
        assertThat(desk.outcome(presented(external, to("payments-api"))))
                .as("the flow for Cordon's own tokens leads there")
                .startsWith("invalid_target");
    }

    @Test
    void a_user_with_more_roles_than_fit_into_a_token_is_refused() throws Exception {
        List<String> roles = Collections.nCopies(74, "r".repeat(75));
        String external = new ExternalTokenMaker("https://idp.example", Desk.IDP_KEY)
                .make(Map.of(
                        "client_id", "web-bff",
                        "sub", "alice",
                        "aud", "orders-api",
                        "jti", "external-1",
                        "roles", roles,
                        "iat", Desk.NOW.getEpochSecond(),
                        "exp", Desk.NOW.getEpochSecond() + 60));

        assertThat(external.length()).isLessThan(8_192);
        assertThat(desk.outcome(presented(external, by("write-entry", "audit-api"))))
                .startsWith(REFUSED)
                .contains("fewer");
    }

    @Test
    void a_token_with_a_second_left_gives_one_for_a_second() {
        desk.now = new Moment(Desk.NOW.plusSeconds(299), 0);

        assertThat(desk.issue(Desk.exchange(desk.orders(), called, to("payments-api")))
                        .lifeSeconds())
                .isEqualTo(1);
    }

    @Test
    void a_purpose_whose_flow_does_not_lead_to_the_exchanger_leads_nowhere() {
        assertThat(desk.outcome(presented(minted(draft -> draft.purpose("charge")), to("payments-api"))))
                .startsWith(REFUSED);
        assertThat(desk.outcome(presented(minted(draft -> draft.purpose("gone")), to("payments-api"))))
                .startsWith(REFUSED);
        assertThat(desk.outcome(presented(minted(draft -> draft.purpose("app")), to("audit-api"))))
                .as("a flow for tokens of others")
                .startsWith(REFUSED);
    }

    private TokenRequest presented(String token, EdgeRequest edge) {
        return new TokenRequest(desk.orders(), edge, Optional.of(token), Optional.empty());
    }

    private interface Change {
        Draft apply(Draft draft);
    }

    private record Draft(
            String purpose, List<ServiceName> actors, Optional<Duration> maxAge, List<TimeWindow> windows) {

        Draft purpose(String other) {
            return new Draft(other, actors, maxAge, windows);
        }

        Draft actors(int count) {
            return new Draft(purpose, Collections.nCopies(count, new ServiceName("web-bff")), maxAge, windows);
        }

        Draft actors(String... names) {
            return new Draft(purpose, Arrays.stream(names).map(ServiceName::new).toList(), maxAge, windows);
        }

        Draft maxAge(Duration age) {
            return new Draft(purpose, actors, Optional.of(age), windows);
        }

        Draft windows(List<TimeWindow> some) {
            return new Draft(purpose, actors, maxAge, some);
        }
    }

    /** A token for the exchanger, as no client of this desk could get it. */
    private static String minted(Change change) {
        Draft draft = change.apply(new Draft("checkout", List.of(), Optional.empty(), List.of()));
        SegmentTokenRequest.Bound nothing = SegmentTokenRequest.Bound.NOTHING;
        SegmentTokenRequest request = new SegmentTokenRequest(
                new ServiceName("web-bff"),
                new ServiceName("orders-api"),
                new FlowId(draft.purpose()),
                List.of(),
                Duration.ofMinutes(5),
                new SegmentTokenRequest.Chain(
                        new ServiceName("web-bff"), draft.actors(), Optional.empty(), 0, Optional.empty()),
                new SegmentTokenRequest.Bound(
                        nothing.environment(),
                        nothing.networks(),
                        draft.windows(),
                        draft.maxAge(),
                        nothing.certificate(),
                        nothing.key()));
        try {
            Instant now = Desk.NOW;
            return new SegmentTokenMinter(Desk.ISSUER, Desk.KEY, new SecureRandom())
                    .mint(request, now)
                    .reveal();
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }
}
