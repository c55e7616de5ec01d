package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleFileSourceTest {

    private static final Environment HERE = new Environment("production");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey BUNDLE_KEY = key();
    private static final SigningKey FIRST_KEY = key();
    private static final SigningKey SECOND_KEY = key();

    @TempDir
    private Path folder;

    private Path bundle;
    private Path keys;
    private BundleFileSource source;
    private long ticks;

    @BeforeEach
    void publishFirst() throws Exception {
        bundle = folder.resolve("shop.bundle");
        keys = folder.resolve("cordon.jwks");
        publish(5, "orders");
        replace(keys, FIRST_KEY.publicKeys().toJson().getBytes(StandardCharsets.UTF_8));
        BundleExpectations expected =
                new BundleExpectations(BundleTrust.pinned(BUNDLE_KEY.publicKeys()), new PolicyName("shop"), HERE, 3);
        BundleFiles files = new BundleFiles(bundle, Map.of(new IssuerName("cordon"), keys), expected);
        source = new BundleFileSource(files, () -> new Moment(NOW, ticks));
    }

    @Test
    void before_the_first_refresh_there_is_nothing() {
        assertThat(source.current()).isEmpty();
    }

    @Test
    void the_bundle_and_the_keys_make_a_snapshot_as_of_when_reading_began() throws Exception {
        ticks = 10;
        source.refresh();

        assertThat(current().asOf()).isEqualTo(10);
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
        assertThat(current().live().keys().revision()).isNotEmpty();
    }

    @Test
    void unchanged_files_confirm_the_snapshot_without_reading_them() throws Exception {
        source.refresh();
        Snapshot before = current();
        ticks = 1000;
        source.refresh();

        assertThat(current().asOf()).isEqualTo(1000);
        assertThat(current().policy()).isSameAs(before.policy());
    }

    @Test
    void a_new_bundle_replaces_the_old_one() throws Exception {
        source.refresh();
        publish(6, "warehouse");
        source.refresh();

        assertThat(current().revisions().policy().sequence()).isEqualTo(6);
        assertThat(current().policy().source().services().get(0).name()).hasToString("warehouse");
    }

    @Test
    void new_keys_replace_the_old_ones() throws Exception {
        source.refresh();
        String before = current().live().keys().revision();
        replace(keys, SECOND_KEY.publicKeys().toJson().getBytes(StandardCharsets.UTF_8));
        source.refresh();

        assertThat(current().live().keys().revision()).isNotEqualTo(before);
    }

    @Test
    void an_older_bundle_is_refused_and_the_last_good_one_stays_as_current_as_it_was() throws Exception {
        source.refresh();
        publish(4, "orders");
        ticks = 1000;

        assertThatRefreshFails().hasMessageContaining("sequence `4`, below `5`");
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
        assertThat(current().asOf()).isEqualTo(1000);
        ticks = 2000;
        assertThatRefreshFails().hasMessageContaining("sequence `4`, below `5`");
        assertThat(current().asOf()).isEqualTo(2000);
    }

    @Test
    void files_that_can_t_be_read_confirm_nothing() throws Exception {
        source.refresh();
        Files.delete(bundle);
        ticks = 1000;

        assertThatRefreshFails().hasMessageContaining("can't be read");
        assertThat(current().asOf()).isZero();
    }

    @Test
    void a_refused_key_file_keeps_the_bundle_back_too() throws Exception {
        source.refresh();
        Files.writeString(keys, "{}");
        publish(6, "warehouse");
        ticks = 1000;

        assertThatRefreshFails().hasMessageStartingWith("key file");
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
        assertThat(current().asOf()).isEqualTo(1000);
    }

    @Test
    void what_was_refused_does_not_lower_what_is_accepted_later() throws Exception {
        source.refresh();
        publish(7, "warehouse");
        source.refresh();
        publish(6, "orders");
        assertThatRefreshFails().hasMessageContaining("sequence `6`, below `7`");
        publish(8, "stock");
        source.refresh();

        assertThat(current().revisions().policy().sequence()).isEqualTo(8);
    }

    @Test
    void a_refused_bundle_does_not_outlive_the_validity_of_the_one_in_use() throws Exception {
        source.refresh();
        Instant end = current().revisions().policy().validUntil();
        replace(bundle, Bundle.sign(policy("orders"), new Edition(HERE, 4, NOW.plus(Duration.ofDays(9))), BUNDLE_KEY));

        assertThatRefreshFails().hasMessageContaining("below `5`");
        assertThat(current().revisions().policy().validUntil()).isEqualTo(end);
    }

    @Test
    void on_demand_the_files_are_read_though_they_seem_unchanged() throws Exception {
        source.refresh();
        Snapshot before = current();
        source.demand();
        source.refresh();

        assertThat(current().policy()).isNotSameAs(before.policy());
        Snapshot demanded = current();
        source.refresh();
        assertThat(current().policy()).isSameAs(demanded.policy());
    }

    @Test
    void on_demand_a_refused_file_is_read_again() throws Exception {
        source.refresh();
        publish(4, "orders");
        assertThatRefreshFails();
        source.demand();
        ticks = 3;

        assertThatRefreshFails().hasMessageContaining("sequence `4`, below `5`");
        assertThat(current().asOf()).isEqualTo(3);
    }

    @Test
    void other_content_under_the_same_sequence_is_refused() throws Exception {
        source.refresh();
        publish(5, "warehouse");

        assertThatRefreshFails().hasMessageContaining("sequence `5` like the one in use, and other content");
        assertThat(current().policy().source().services().get(0).name()).hasToString("orders");
    }

    @Test
    void the_same_content_written_again_is_taken() throws Exception {
        source.refresh();
        publish(5, "orders");
        ticks = 7;
        source.refresh();

        assertThat(current().asOf()).isEqualTo(7);
    }

    @Test
    void a_bundle_below_the_configured_sequence_is_refused_from_the_start() throws Exception {
        publish(2, "orders");

        assertThatRefreshFails().hasMessageContaining("below `3`");
        assertThat(source.current()).isEmpty();
    }

    @Test
    void a_bundle_signed_by_somebody_else_is_refused() throws Exception {
        source.refresh();
        replace(bundle, Bundle.sign(policy("orders"), edition(9), SECOND_KEY));

        assertThatRefreshFails().hasMessageContaining("no pinned key signed this bundle");
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
    }

    @Test
    void a_missing_file_is_said_so() throws Exception {
        Files.delete(bundle);
        assertThatRefreshFails().hasMessage("file `" + bundle + "` can't be read: check that it is there and readable");

        publish(5, "orders");
        Files.delete(keys);
        assertThatRefreshFails().hasMessageContaining("cordon.jwks");
    }

    @Test
    void a_key_file_that_is_none_is_refused_by_its_name() throws Exception {
        Files.writeString(keys, "{}");

        assertThatRefreshFails().hasMessageStartingWith("key file `" + keys + "`: ");
    }

    @Test
    void a_change_that_leaves_size_and_time_alone_is_seen_where_the_system_tells() throws Exception {
        source.refresh();
        var time = Files.getLastModifiedTime(bundle);
        byte[] altered = Files.readAllBytes(bundle);
        altered[altered.length - 2] ^= 1;
        Files.write(bundle, altered);
        Files.setLastModifiedTime(bundle, time);

        if (bundle.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            assertThatRefreshFails().hasMessageContaining("no pinned key signed this bundle");
        }
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
    }

    private AbstractThrowableAssert<?, ?> assertThatRefreshFails() {
        return assertThatThrownBy(source::refresh).isInstanceOf(SnapshotUnavailableException.class);
    }

    private Snapshot current() {
        return source.current().orElseThrow();
    }

    private void publish(long sequence, String caller) throws Exception {
        replace(bundle, Bundle.sign(policy(caller), edition(sequence), BUNDLE_KEY));
    }

    private static Edition edition(long sequence) {
        return new Edition(HERE, sequence, NOW.plus(Duration.ofDays(1)));
    }

    private void replace(Path file, byte[] content) throws Exception {
        Path fresh = Files.write(folder.resolve("fresh"), content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Policy policy(String caller) {
        return new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .caller(caller, "ordering")
                .service("payments-api", "ordering", "payments.shop.example", "POST /charges")
                .issuer("cordon", TokenKind.SEGMENT, caller)
                .flow("charge", caller, "payments-api")
                .build();
    }

    private static SigningKey key() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    }
}
