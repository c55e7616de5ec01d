package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.credential.Credential;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.issuance.ApiKeyRequest;
import dev.cordon.issuance.EdgeRequest;
import dev.cordon.issuance.IssuedApiKey;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the token service knows counts in decisions from the next refresh on, and its ledger learns of uses. */
final class EmbeddedIssuerTest {

    @TempDir
    private Path folder;

    private IssuerWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new IssuerWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Snapshot refreshed() throws SnapshotUnavailableException {
        world.issuer.snapshots().refresh();
        return world.issuer.snapshots().current().orElseThrow();
    }

    @Test
    void the_first_key_is_made_at_the_start_and_known_to_decisions() throws Exception {
        assertThat(world.notices).contains("made a new signing key");
        assertThat(world.store.signingKeys().read().keys()).hasSize(1);
        assertThat(world.call(world.token())).isEqualTo("allow");
    }

    @Test
    void a_snapshot_of_which_nothing_changed_is_confirmed() throws Exception {
        Snapshot before = refreshed();
        Snapshot after = refreshed();

        assertThat(after.revisions()).isEqualTo(before.revisions());
        assertThat(after.asOf()).isGreaterThan(before.asOf());
    }

    @Test
    void what_is_revoked_is_denied_from_the_next_refresh_on() throws Exception {
        String token = world.token();
        world.store
                .revocations()
                .add(
                        new Revocation.OfService(world.files
                                .current()
                                .orElseThrow()
                                .policy()
                                .serviceNamed("web")
                                .orElseThrow()
                                .name()),
                        Optional.empty());
        refreshed();

        assertThat(world.call(token)).isEqualTo("SERVICE_REVOKED");
    }

    @Test
    void a_new_key_is_known_before_it_signs() throws Exception {
        String before = refreshed().live().keys().revision();
        SigningKey fresh = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        SigningKeys two =
                KeySchedule.standard().rotated(world.store.signingKeys().read(), fresh, world.wall);
        world.store.signingKeys().replace(two);
        world.wall = world.wall.plusSeconds(1);

        assertThat(refreshed().live().keys().revision()).isNotEqualTo(before);
        assertThat(world.call(world.token())).isEqualTo("allow");
    }

    @Test
    void while_files_are_refused_what_is_revoked_counts_all_the_same() throws Exception {
        String token = world.token();
        world.files.refused = true;
        world.store.revocations().add(new Revocation.OfToken(new IssuerName("cordon"), id(token)), Optional.empty());

        assertThatExceptionOfType(SnapshotUnavailableException.class)
                .isThrownBy(world.issuer.snapshots()::refresh)
                .withMessage("the bundle is refused");
        assertThat(world.call(token)).isEqualTo("TOKEN_REVOKED");
    }

    private String id(String token) throws Exception {
        List<Line> lines = world.store.tokens().page(Optional.empty(), 10);
        assertThat(lines).hasSize(1);
        assertThat(token).isNotEmpty();
        return lines.get(0).entry().id();
    }

    @Test
    void a_store_that_does_not_answer_confirms_nothing() throws Exception {
        Snapshot before = refreshed();
        world.calls.close();
        world.store.close();

        assertThatExceptionOfType(SnapshotUnavailableException.class).isThrownBy(world.issuer.snapshots()::refresh);
        assertThat(world.issuer.snapshots().current()).containsSame(before);
        assertThat(world.ask(IssuerWorld.post(
                        "/oauth2/token", "grant_type=client_credentials&audience=orders", IssuerWorld.basic())))
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1\r\n", "temporarily_unavailable");
    }

    @Test
    void a_key_that_the_issuer_has_in_its_file_too_is_refused() throws Exception {
        SigningKey own = world.store.signingKeys().read().keys().get(0).key();
        world.files.keys(own.publicKeys());

        assertThatExceptionOfType(SnapshotUnavailableException.class)
                .isThrownBy(world.issuer.snapshots()::refresh)
                .withMessageContaining("the keys of issuer `cordon` in its file and those of the store: two keys");
    }

    @Test
    void keys_in_the_issuer_s_file_go_on_beside_those_of_the_store() throws Exception {
        world.files.keys(SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom())
                .publicKeys());
        refreshed();

        assertThat(world.call(world.token())).isEqualTo("allow");
    }

    @Test
    void whoever_reads_other_issuers_keys_is_told_of_one_that_is_not_known() {
        world.issuer.snapshots().keyUnknown();

        assertThat(world.files.unknownKeys).isEqualTo(1);
    }

    @Test
    void the_ledger_learns_which_tokens_were_used_for_what() throws Exception {
        String token = world.token();
        world.call(token);
        world.call(token);
        world.call("not.a.token");

        world.issuer.close();

        Line line = world.store.tokens().page(Optional.empty(), 10).get(0);
        assertThat(line.usage().counts()).isEqualTo(Map.of("POST /orders", 2L));
        assertThat(line.usage().last()).contains(world.wall);
        Credential.Id obtained = new Credential.Id(line.entry().edge().caller(), 0);
        assertThat(world.store.credentials().usage(obtained))
                .isEqualTo(
                        new Usage(Optional.of(world.wall), Optional.of(world.wall), Map.of("client_credentials", 1L)));
    }

    @Test
    void an_api_key_opens_its_flow_from_the_next_refresh_on_until_it_is_revoked() throws Exception {
        EdgeRequest edge = new EdgeRequest(Optional.of("orders"), Optional.empty(), List.of(), Optional.empty());
        IssuedApiKey issued = world.issuer.issue(new ApiKeyRequest(
                new ServiceName("acme"),
                edge,
                new ApiKeyRequest.Wishes("partners", world.wall.plus(Duration.ofDays(30)), List.of(), List.of())));
        refreshed();

        assertThat(world.call(issued.text().reveal())).isEqualTo("allow");

        world.store.apiKeys().revoke(issued.key().id(), world.wall);
        refreshed();
        assertThat(world.call(issued.text().reveal())).isEqualTo("TOKEN_REVOKED");
        world.issuer.close();
        assertThat(world.store
                        .tokens()
                        .find(issued.key().id())
                        .orElseThrow()
                        .usage()
                        .counts())
                .isEqualTo(Map.of("POST /orders", 1L));
    }

    @Test
    void what_is_no_issuer_identifier_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedIssuer.over(world.store, "http://cordon.example", world.files, line -> {}));
    }
}
