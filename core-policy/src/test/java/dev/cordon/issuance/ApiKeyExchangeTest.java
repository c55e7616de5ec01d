package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.by;
import static dev.cordon.issuance.Desk.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.TokenStanding;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A service that was called with an API key exchanges it for the next hop as it would a segment token. */
final class ApiKeyExchangeTest {

    private static final ApiKeyText TEXT = ApiKeyText.random(new SecureRandom());

    private final Desk desk = new Desk(Desk.draft()
            .flow("sell", "web-bff", "orders-api", flow -> flow.apiKeys().onward("charge"))
            .build());

    private static ApiKey key(String purpose, long seconds) {
        LedgerEntry.Edge edge =
                new LedgerEntry.Edge(new ServiceName("web-bff"), new ServiceName("orders-api"), new FlowId(purpose));
        return new ApiKey(
                "key-1",
                TEXT.hash(),
                new ApiKey.Grant(
                        edge, List.of(), new ApiKey.Bounds(new Environment("production"), List.of(), List.of())),
                new ApiKey.Terms("partners team", Desk.NOW, Desk.NOW.plusSeconds(seconds), Optional.empty()));
    }

    private TokenRequest exchanged(EdgeRequest edge) {
        return new TokenRequest(desk.orders(), edge, Optional.of(TEXT.reveal()), Optional.empty());
    }

    private String outcome(ApiKey key) {
        desk.apiKeys = ApiKeys.of(1, List.of(key));
        return desk.outcome(exchanged(to("payments-api")));
    }

    @Test
    void the_next_token_is_for_what_the_flow_of_the_key_lists_as_onward() {
        assertThat(outcome(key("sell", 60))).isEqualTo("charge");
        assertThat(desk.outcome(exchanged(by("write-entry", "audit-api")))).startsWith("invalid_target");
    }

    @Test
    void the_next_token_ends_with_the_key_and_belongs_to_its_chain() {
        desk.apiKeys = ApiKeys.of(1, List.of(key("sell", 7)));
        VerifiedToken next = Desk.verified(desk.issue(exchanged(to("payments-api"))));

        assertThat(next.transaction()).isEqualTo("key-1");
        assertThat(next.origin()).isEqualTo("web-bff");
        assertThat(next.expiresAt()).isEqualTo(Desk.NOW.getEpochSecond() + 7);
    }

    @Test
    void what_came_by_a_key_from_before_an_epoch_is_good_as_the_key_is() {
        desk.apiKeys = ApiKeys.of(1, List.of(key("sell", 600)));
        desk.revoked.add(new Revocation.Epoch(Desk.NOW.getEpochSecond() + 10));
        desk.wall = Desk.NOW.plusSeconds(60);
        desk.now = new Moment(desk.wall, 0);
        IssuedToken next = desk.issue(exchanged(to("payments-api")));

        assertThat(Desk.verified(next).chainIssuedAt()).containsExactly(Desk.NOW.getEpochSecond());
        assertThat(new TokenStanding(new TokenVerifier())
                        .of(
                                PresentedToken.bearer(next.token().reveal()),
                                new ServiceName("payments-api"),
                                desk.snapshot(),
                                desk.now))
                .isInstanceOf(TokenStanding.Good.class);
        assertThat(isListed(next)).isFalse();
        desk.apiKeys = ApiKeys.none();
        assertThat(isListed(next)).isTrue();
    }

    private boolean isListed(IssuedToken token) {
        Snapshot snapshot = desk.snapshot();
        return new RevokedEntries(snapshot.live().revocations(), snapshot, Desk.ISSUER, desk.wall)
                .has(token.entry(), token.entry().listing().orElseThrow());
    }

    @Test
    void a_key_for_a_flow_of_segment_tokens_leads_nowhere() {
        assertThat(outcome(key("checkout", 60))).startsWith("invalid_request");
    }

    @Test
    void a_key_that_is_revoked_or_not_known_leads_nowhere() {
        assertThat(outcome(key("sell", 60).revoked(Desk.NOW)))
                .isEqualTo("invalid_request: the subject token is" + " refused: the token is revoked");
        desk.revoked.add(new Revocation.OfChain("key-1"));
        assertThat(outcome(key("sell", 60))).contains("the chain of exchanged tokens is revoked");
        desk.revoked.clear();
        desk.apiKeys = ApiKeys.none();
        assertThat(desk.outcome(exchanged(to("payments-api")))).contains("nobody was given that API key");
    }
}
