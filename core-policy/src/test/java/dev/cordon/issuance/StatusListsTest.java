package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.exchange;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.status.FetchedStatusList;
import dev.cordon.status.StatusListVerifier;
import dev.cordon.status.TokenStatus;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SigningKey;
import dev.cordon.token.StatusReference;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published status of tokens is what enforcement points find. */
final class StatusListsTest {

    private static final String LIST = Desk.ISSUER + "/status-lists/0";
    private static final IssuerName CORDON = new IssuerName("cordon");

    private final Desk desk = new Desk();
    private int signed;
    private SigningKey key = Desk.KEY;
    private final StatusLists lists =
            new StatusLists(new StatusLists.Parts(Desk.ISSUER, new Source(), desk.revocations, desk.ledger, at -> {
                signed++;
                return new SegmentTokenMinter(Desk.ISSUER, key, new SecureRandom());
            }));
    private final StatusPages pages = new StatusPages(Desk.ISSUER, lists);
    private final IssuedToken first = desk.issue(ask(web(), to("orders-api")));
    private final IssuedToken next = later(7, () -> desk.issue(exchange(desk.orders(), first, to("payments-api"))));
    private final IssuedToken other = later(9, () -> desk.issue(ask(desk.orders(), to("payments-api"))));

    /** What is issued so many seconds later. */
    private IssuedToken later(long seconds, Supplier<IssuedToken> issued) {
        desk.wall = Desk.NOW.plusSeconds(seconds);
        desk.now = new Moment(desk.wall, 0);
        return issued.get();
    }

    private final class Source implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            return desk.withoutPolicy ? Optional.empty() : Optional.of(desk.snapshot());
        }

        @Override
        public void refresh() {
            // always new
        }
    }

    private OAuthAnswer get(String path, String... known) {
        return pages.read(pages.at(path).orElseThrow(), List.of(known), new Moment(desk.wall, 0));
    }

    private TokenStatus status(IssuedToken token) {
        StatusReference reference = Objects.requireNonNull(Desk.verified(token).status());
        OAuthAnswer answer = get("/status-lists/0");
        assertThat(answer.status()).isEqualTo(200);
        StatusListVerifier.Outcome outcome =
                new StatusListVerifier(Desk.KEY.publicKeys()).verify(answer.body(), reference.uri(), desk.wall);
        return ((StatusListVerifier.Verified) outcome).list().of(reference, desk.wall);
    }

    private void revoke(Revocation revocation) {
        try {
            desk.revocations.add(revocation, Optional.empty());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        desk.revoked.add(revocation);
        desk.wall = desk.wall.plusSeconds(1);
        desk.now = new Moment(desk.wall, 0);
    }

    @Test
    void a_token_names_its_place_and_the_ledger_knows_it() {
        VerifiedToken token = Desk.verified(next);
        StatusReference reference = Objects.requireNonNull(token.status());
        LedgerEntry.Listing listing = next.entry().listing().orElseThrow();

        assertThat(reference.uri()).isEqualTo(LIST);
        assertThat(reference.index()).isEqualTo(listing.index());
        assertThat(listing.list()).isZero();
        assertThat(listing.keyId()).isEqualTo(Desk.KEY.keyId());
        assertThat(listing.parties())
                .containsExactly(
                        new LedgerEntry.Party(new ServiceName("orders-api"), Desk.NOW.getEpochSecond() + 7),
                        new LedgerEntry.Party(new ServiceName("web-bff"), Desk.NOW.getEpochSecond()));
        assertThat(Desk.verified(first).status()).isNotEqualTo(reference);
    }

    @Test
    void while_nothing_is_revoked_all_is_valid() {
        assertThat(List.of(status(first), status(next), status(other))).containsOnly(TokenStatus.VALID);
    }

    /** Every kind, and what the policy's decisions say of the same tokens. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "chain",
                "generation of web",
                "generation of orders",
                "another generation of web",
                "another generation of orders",
                "generation of payments",
                "web before 0",
                "orders before 0",
                "orders before 5",
                "payments before 0",
                "service web",
                "service orders",
                "service payments",
                "epoch 0",
                "epoch 1",
                "epoch 5",
                "into segment payments",
                "into segment ordering",
                "into service orders-api",
                "out of segment storefront",
                "out of segment ordering",
                "out of service orders-api",
                "out of segment payments",
                "out of service web-bff",
                "past into segment payments",
                "past out of segment storefront",
                "past out of service orders-api",
                "key",
                "another token",
                "another chain",
                "another key",
                "another issuer's token",
                "service vault"
            })
    void what_is_published_is_what_an_enforcement_point_finds(String kind) {
        assertThat(status(first)).isEqualTo(TokenStatus.VALID);
        revoke(revocation(kind));
        List<String> published = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (IssuedToken token : List.of(first, next, other)) {
            published.add(status(token) == TokenStatus.INVALID ? "revoked" : "good");
            found.add(isGood(token) ? "good" : "revoked");
        }

        assertThat(published).as(kind).isEqualTo(found);
        assertThat(published.contains("revoked"))
                .as(kind)
                .isNotEqualTo(
                        kind.matches(
                                "another.*|.*vault|generation of payments|(orders|payments) before 0|into segment storefront|out of segment payments"));
    }

    private Revocation revocation(String kind) {
        return switch (kind) {
            case "token" -> new Revocation.OfToken(CORDON, next.token().id());
            case "chain" -> new Revocation.OfChain(first.token().transaction());
            case "generation of web" -> new Revocation.OfGeneration(new ServiceName("web-bff"), 0);
            case "generation of orders" -> new Revocation.OfGeneration(new ServiceName("orders-api"), 0);
            case "another generation of web" -> new Revocation.OfGeneration(new ServiceName("web-bff"), 1);
            case "another generation of orders" -> new Revocation.OfGeneration(new ServiceName("orders-api"), 1);
            case "generation of payments" -> new Revocation.OfGeneration(new ServiceName("payments-api"), 0);
            case "web before 0" -> before("web-bff", 0);
            case "orders before 0" -> before("orders-api", 0);
            case "orders before 5" -> before("orders-api", 5);
            case "payments before 0" -> before("payments-api", 5);
            case "epoch 0" -> new Revocation.Epoch(Desk.NOW.getEpochSecond());
            case "epoch 1" -> new Revocation.Epoch(Desk.NOW.getEpochSecond() + 1);
            case "epoch 5" -> new Revocation.Epoch(Desk.NOW.getEpochSecond() + 5);
            case "service web" -> new Revocation.OfService(new ServiceName("web-bff"));
            case "service orders" -> new Revocation.OfService(new ServiceName("orders-api"));
            case "service payments" -> new Revocation.OfService(new ServiceName("payments-api"));
            case "key" -> new Revocation.OfKey(CORDON, Desk.KEY.keyId());
            case "another token" -> new Revocation.OfToken(CORDON, "another");
            case "another chain" -> new Revocation.OfChain("another");
            case "another key" -> new Revocation.OfKey(CORDON, "another");
            case "another issuer's token" ->
                new Revocation.OfToken(new IssuerName("idp"), next.token().id());
            case "service vault" -> new Revocation.OfService(new ServiceName("vault"));
            default -> quarantine(kind);
        };
    }

    private static Revocation before(String service, long second) {
        return new Revocation.IssuedBefore(new ServiceName(service), Desk.NOW.getEpochSecond() + second, false);
    }

    /** One that goes on for long, or one that is over and keeps dead what was issued up to its end. */
    private static Revocation quarantine(String kind) {
        String name = kind.substring(kind.lastIndexOf(' ') + 1);
        long end = Desk.NOW.getEpochSecond() + (kind.startsWith("past") ? 5 : 600);
        return new Revocation.Quarantine(
                kind.contains("segment")
                        ? new Zone.OfSegment(new SegmentName(name))
                        : new Zone.OfService(new ServiceName(name)),
                kind.contains("into") ? Revocation.Direction.INBOUND : Revocation.Direction.OUTBOUND,
                end,
                "a test");
    }

    private boolean isGood(IssuedToken token) {
        TokenStanding standing = new TokenStanding(new TokenVerifier());
        PresentedToken presented = PresentedToken.bearer(token.token().reveal());
        return standing.of(presented, token.entry().edge().target(), desk.snapshot(), desk.now)
                instanceof TokenStanding.Good;
    }

    @Test
    void a_list_is_made_once_and_kept_and_the_same_text_serves_while_its_bits_are_the_same() {
        OAuthAnswer before = get("/status-lists/0");
        assertThat(get("/status-lists/0").body()).isEqualTo(before.body());
        assertThat(signed).isEqualTo(1);
        desk.wall = desk.wall.plusSeconds(30);
        assertThat(get("/status-lists/0").body()).isEqualTo(before.body());
        assertThat(signed).as("it was looked again").isEqualTo(2);
        revoke(new Revocation.OfChain("another"));
        assertThat(get("/status-lists/0").body()).isEqualTo(before.body());
        desk.wall = Desk.NOW.plusSeconds(298);
        assertThat(get("/status-lists/0").body()).isEqualTo(before.body());
    }

    @Test
    void what_is_revoked_shows_after_a_second_and_not_with_every_question() throws Exception {
        String before = get("/status-lists/0").body();
        desk.revocations.add(new Revocation.OfChain(first.token().transaction()), Optional.empty());
        desk.wall = desk.wall.plusMillis(999);
        assertThat(get("/status-lists/0").body()).isEqualTo(before);
        desk.wall = desk.wall.plusMillis(1);

        assertThat(get("/status-lists/0").body()).isNotEqualTo(before);
        assertThat(status(first)).isEqualTo(TokenStatus.INVALID);
    }

    @Test
    void a_list_is_signed_anew_at_half_its_life() throws Exception {
        desk.ledger.enter(longLived());
        String before = get("/status-lists/0").body();
        desk.wall = desk.wall.plusSeconds(300);

        assertThat(get("/status-lists/0").body()).isNotEqualTo(before);
        assertThat(payload(get("/status-lists/0")))
                .contains("\"iat\":" + desk.wall.getEpochSecond(), "\"exp\":" + (desk.wall.getEpochSecond() + 600));
    }

    @Test
    void a_list_is_signed_anew_by_the_next_key() {
        String before = get("/status-lists/0").body();
        key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        desk.wall = desk.wall.plusSeconds(30);

        assertThat(get("/status-lists/0").body()).isNotEqualTo(before);
    }

    @Test
    void a_clock_that_is_put_back_hides_nothing_and_no_list_comes_from_later() throws Exception {
        desk.wall = Desk.NOW.plusSeconds(200);
        get("/status-lists/0");
        desk.wall = Desk.NOW.plusSeconds(20);
        assertThat(status(first)).isEqualTo(TokenStatus.VALID);
        desk.wall = Desk.NOW.plusSeconds(19);
        desk.revocations.add(new Revocation.OfChain(first.token().transaction()), Optional.empty());

        assertThat(status(first)).isEqualTo(TokenStatus.INVALID);
    }

    @Test
    void each_of_very_many_entries_counts_and_a_list_of_them_is_made_less_often() throws Exception {
        int many = 40_500;
        for (int i = 0; i < many; i++) {
            desk.ledger.enter(longLived("many " + i, "txn " + i, i, 0));
        }
        desk.revocations.add(new Revocation.OfChain("txn " + (many - 1)), Optional.empty());
        desk.revocations.add(new Revocation.OfChain("txn 17"), Optional.empty());
        assertThat(revokedPlaces(many)).containsExactly(17, many - 1);

        for (int i = 0; i < many; i += 100) {
            desk.revocations.add(new Revocation.OfChain("txn " + i), Optional.empty());
        }
        desk.wall = desk.wall.plusMillis(2_999);
        assertThat(revokedPlaces(many)).hasSize(2);
        desk.wall = desk.wall.plusMillis(1);
        assertThat(revokedPlaces(many)).hasSize(2 + many / 100);
    }

    /** Issued after its end, by a clock that went ahead: what holds now kills that, too. */
    @ParameterizedTest
    @ValueSource(strings = {"past into segment payments", "past out of service orders-api"})
    void a_quarantine_that_holds_now_kills_what_is_dated_later(String kind) {
        IssuedToken late = later(12, () -> desk.issue(ask(desk.orders(), to("payments-api"))));
        revoke(revocation(kind));
        assertThat(status(late)).as("issued after it was over").isEqualTo(TokenStatus.VALID);
        desk.wall = Desk.NOW.plusSeconds(9);
        desk.now = new Moment(desk.wall, 0);

        assertThat(status(late)).isEqualTo(TokenStatus.INVALID);
        assertThat(isGood(late)).isFalse();
    }

    @Test
    void a_service_that_has_left_the_policy_is_in_no_segment_and_keeps_no_list_from_being_made() throws Exception {
        LedgerEntry entry = longLived("of gone", "txn", 5, 0);
        ServiceName gone = new ServiceName("gone");
        LedgerEntry.Listing listing = entry.listing().orElseThrow();
        desk.ledger.enter(new LedgerEntry(
                entry.id(),
                entry.kind(),
                new LedgerEntry.Edge(gone, gone, entry.edge().purpose()),
                0,
                entry.transaction(),
                entry.issuedAt(),
                entry.expiresAt(),
                Optional.of(new LedgerEntry.Listing(
                        0, 5, listing.keyId(), List.of(new LedgerEntry.Party(gone, Desk.NOW.getEpochSecond()))))));
        revoke(revocation("into segment payments"));
        assertThat(revokedPlaces(StatusPlaces.SIZE)).doesNotContain(5);
        revoke(new Revocation.OfService(gone));

        assertThat(revokedPlaces(StatusPlaces.SIZE)).contains(5);
    }

    @Test
    void a_generation_takes_its_own_tokens_alone() throws Exception {
        for (int i = 0; i < 5; i++) {
            desk.ledger.enter(longLived("of generation " + i, "txn " + i, i, i));
        }
        desk.revocations.add(new Revocation.OfGeneration(new ServiceName("web-bff"), 3), Optional.empty());

        assertThat(revokedPlaces(StatusPlaces.SIZE)).containsExactly(3);
    }

    private List<Integer> revokedPlaces(int places) {
        StatusListVerifier.Outcome outcome = new StatusListVerifier(Desk.KEY.publicKeys())
                .verify(get("/status-lists/0").body(), LIST, desk.wall);
        FetchedStatusList list = ((StatusListVerifier.Verified) outcome).list();
        return IntStream.range(0, places)
                .filter(i -> list.of(new StatusReference(LIST, i), desk.wall) == TokenStatus.INVALID)
                .boxed()
                .toList();
    }

    private LedgerEntry longLived() {
        return longLived("another", "txn", 0, 0);
    }

    private LedgerEntry longLived(String id, String transaction, int index, long generation) {
        LedgerEntry entry = first.entry();
        LedgerEntry.Listing listing = entry.listing().orElseThrow();
        return new LedgerEntry(
                id,
                entry.kind(),
                entry.edge(),
                generation,
                transaction,
                entry.issuedAt(),
                Desk.NOW.plusSeconds(86_400),
                Optional.of(new LedgerEntry.Listing(0, index, listing.keyId(), listing.parties())));
    }

    private static String payload(OAuthAnswer answer) {
        byte[] json = Base64.getUrlDecoder().decode(answer.body().split("\\.", -1)[1]);
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void the_answer_says_how_long_it_may_be_kept() {
        OAuthAnswer answer = get("/status-lists/0");

        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/statuslist+jwt")
                .containsEntry("Cache-Control", "public, max-age=60")
                .containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(payload(answer))
                .contains("\"sub\":\"" + LIST + "\"", "\"ttl\":60", "\"bits\":1")
                .doesNotContain("web-bff");
        assertThat(answer.headers().get("ETag")).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void who_knows_the_list_is_told_that_it_has_not_changed() throws Exception {
        String tag = get("/status-lists/0").headers().get("ETag");
        for (String known : List.of(tag, "W/" + tag, "\"a\", " + tag, "*")) {
            OAuthAnswer answer = get("/status-lists/0", "\"b\"", known);
            assertThat(answer.status()).as(known).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Type");
        }
        assertThat(get("/status-lists/0", "\"a\"", tag.substring(0, 9)).status())
                .isEqualTo(200);
        revoke(new Revocation.OfChain(first.token().transaction()));
        assertThat(get("/status-lists/0", tag).status()).isEqualTo(200);
    }

    @Test
    void the_list_of_lists_has_those_that_a_living_token_names() {
        assertThat(get("/status-lists").body()).isEqualTo("{\"status_lists\":[\"" + LIST + "\"]}");
        assertThat(get("/status-lists").headers()).containsEntry("Content-Type", "application/json");
        desk.wall = Desk.NOW.plusSeconds(309);
        assertThat(get("/status-lists").body()).isEqualTo("{\"status_lists\":[]}");
    }

    @Test
    void a_list_that_no_living_token_names_is_not_there() {
        assertThat(get("/status-lists/1").status()).isEqualTo(404);
        desk.wall = Desk.NOW.plusSeconds(309);
        assertThat(get("/status-lists/0").status()).isEqualTo(404);
    }

    /** Whoever goes on asking does not keep it. */
    @Test
    void a_list_that_was_asked_for_is_gone_soon_after_its_last_token() {
        for (long second = 0; second < 309; second++) {
            desk.wall = Desk.NOW.plusSeconds(second);
            assertThat(get("/status-lists/0").status()).as("second %d", second).isEqualTo(200);
        }
        desk.wall = Desk.NOW.plusSeconds(309 + 30);
        assertThat(get("/status-lists/0").status()).isEqualTo(404);
        assertThat(get("/status-lists/0").headers()).containsEntry("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "/status-lists/0, true",
        "/status-lists/123456789012345, false",
        "/status-lists/12345678901234, true",
        "/status-lists/01, false",
        "/status-lists/-1, false",
        "/status-lists/+1, false",
        "/status-lists/0/, false",
        "/status-lists/, false",
        "/status-lists, true",
        "/status-list, false",
        "/status-listsx, false",
        "/STATUS-LISTS/0, false",
        "/oauth2/jwks, false"
    })
    void a_list_has_one_path(String path, boolean there) {
        assertThat(pages.at(path).isPresent()).isEqualTo(there);
        assertThat(new StatusPages("https://example.com/shop", lists)
                        .at("/shop" + path)
                        .isPresent())
                .isEqualTo(there);
        assertThat(new StatusPages("https://example.com/shop", lists).at(path)).isEmpty();
    }

    @Test
    void what_does_not_answer_is_no_list() {
        desk.ledger.isDown(true);
        assertThat(get("/status-lists/0").status()).isEqualTo(503);
        assertThat(get("/status-lists").status()).isEqualTo(503);
        desk.ledger.isDown(false);
        desk.revocations.isDown(true);
        assertThat(get("/status-lists/0").status()).isEqualTo(503);
        desk.revocations.isDown(false);
        desk.withoutPolicy = true;
        assertThat(get("/status-lists/0").status()).isEqualTo(503);
        desk.withoutPolicy = false;
        assertThat(get("/status-lists/0").status()).isEqualTo(200);
        desk.revocations.isDown(true);
        assertThat(get("/status-lists/0").status())
                .as("what was made before hides what is revoked")
                .isEqualTo(503);
        assertThat(get("/status-lists/0").headers()).containsEntry("Retry-After", "1");
    }
}
