package dev.cordon.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cli.serve.Finding.Status;
import dev.cordon.policy.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    private static final Instant END = Instant.parse("2026-02-28T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void what_is_not_as_it_should_be_comes_with_advice() {
        assertThatThrownBy(() -> Finding.warn("log", "none", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding("log", Status.OK, "written", "write it"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, 300, -XX:SharedArchiveFile=x, OK, OK, OK", "16.0.2, 64, -Xmx64m, FAIL, WARN, WARN"})
    void a_runtime_is_new_large_and_quick_enough_or_not(
            String version, long heap, String argument, Status java, Status memory, Status sharing) {
        var check = new RuntimeCheck(Runtime.Version.parse(version), "Maker", heap << 20, List.of(argument));
        assertThat(check.findings()).extracting(Finding::what).containsExactly("java", "memory", "class data sharing");
        assertThat(check.findings()).extracting(Finding::status).containsExactly(java, memory, sharing);
        assertThat(check.findings())
                .extracting(Finding::found)
                .startsWith(version + " (Maker)", "a heap of " + heap + " MiB");
    }

    @Test
    void each_algorithm_names_who_checks_it() {
        var check = new CryptographyCheck(
                algorithm -> algorithm == SignatureAlgorithm.RS256 ? "JDK" : "Fast 1.0", algorithm -> true);
        assertThat(check.findings())
                .containsExactlyInAnyOrder(
                        Finding.ok("signatures ES256", "native, Fast 1.0"),
                        Finding.ok("signatures EdDSA", "native, Fast 1.0"),
                        Finding.ok("signatures RS256", "the Java runtime's"));
    }

    @Test
    void a_slow_algorithm_is_worth_a_warning() {
        var check = new CryptographyCheck(algorithm -> "JDK", algorithm -> true);
        assertThat(check.findings())
                .filteredOn(finding -> finding.status() != Status.OK)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).isEqualTo("signatures ES256");
                    assertThat(finding.status()).isEqualTo(Status.WARN);
                    assertThat(finding.advice()).contains("Corretto");
                });
    }

    @Test
    void an_algorithm_that_does_not_work_fails() {
        var check = new CryptographyCheck(algorithm -> "Fast 1.0", algorithm -> algorithm != SignatureAlgorithm.EDDSA);
        assertThat(check.findings())
                .filteredOn(finding -> finding.status() == Status.FAIL)
                .extracting(Finding::what)
                .containsExactly("signatures EdDSA");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28T11:59:59Z, FAIL", "2026-02-28T12:00:00Z, OK"})
    void a_clock_shows_no_time_before_the_build(Instant now, Status status) {
        assertThat(new ClockCheck(now, END).findings().get(0).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-27T11:59:59Z, OK",
        "2026-02-27T12:00:00Z, OK",
        "2026-02-27T12:00:01Z, WARN",
        "2026-02-28T11:59:59Z, WARN",
        "2026-02-28T12:00:00Z, FAIL"
    })
    void a_bundle_warns_a_day_before_it_is_over(Instant now, Status status) {
        assertThat(bundle(now, access(true, true, true)))
                .filteredOn(finding -> finding.what().equals("bundle validity"))
                .extracting(Finding::status)
                .containsExactly(status);
    }

    @ParameterizedTest
    @CsvSource({"true, true, OK", "false, true, FAIL", "true, false, FAIL"})
    void the_folder_of_a_bundle_must_be_read_and_entered(boolean read, boolean enter, Status status) {
        assertThat(bundle(Instant.EPOCH, access(read, false, enter)))
                .filteredOn(finding -> finding.what().equals("bundle folder"))
                .extracting(Finding::status)
                .containsExactly(status);
    }

    @Test
    void a_log_goes_to_standard_output() {
        assertThat(log("-", Access.here())).isEqualTo(Finding.ok("log", "standard output"));
    }

    @Test
    void a_log_needs_a_folder_that_can_be_written() {
        String fresh = folder.resolve("fresh.log").toString();
        assertThat(log(fresh, access(true, true, true)).status()).isEqualTo(Status.OK);
        assertThat(log(fresh, access(true, false, true)).status()).isEqualTo(Status.FAIL);
        assertThat(log(fresh, access(true, true, false)).status()).isEqualTo(Status.FAIL);
        assertThat(log(folder.resolve("none/fresh.log").toString(), Access.here())
                        .found())
                .endsWith("none` does not exist");
        assertThat(log(folder.toString(), Access.here()).found()).endsWith("is a folder");
    }

    @Test
    void a_log_that_is_there_must_be_writable_and_its_folder_should_be() throws IOException {
        Path old = Files.createFile(folder.resolve("old.log"));
        assertThat(log(old.toString(), access(true, false, true)).found())
                .isEqualTo("`" + old + "` may not be written by you");
        Access fileOnly = new Access(path -> true, old::equals, path -> true);
        assertThat(log(old.toString(), fileOnly).status()).isEqualTo(Status.WARN);
    }

    @Test
    void a_key_that_signs_the_log_is_read_and_kept_from_others() throws Exception {
        Path none = folder.resolve("none");
        LogCheck check = new LogCheck(Optional.of("-"), false, Optional.of(none), access(true, true, true));

        assertThat(check.findings()).extracting(Finding::status).containsExactly(Status.OK, Status.FAIL);
        assertThat(check.findings().get(1).found()).contains("signing key `" + none + "` does not exist");
    }

    @Test
    void a_free_port_is_said() {
        assertThat(PortCheck.anywhere().findings()).containsExactly(Finding.ok("listen", "127.0.0.1 has free ports"));
    }

    private List<Finding> bundle(Instant now, Access access) {
        var reading = new BundleReading(Finding.ok("bundle", "good"), Optional.of(END), Optional.empty());
        return new BundleCheck(folder.resolve("shop.bundle"), reading, now, access).findings();
    }

    private static Finding log(String file, Access access) {
        return new LogCheck(Optional.of(file), false, Optional.empty(), access)
                .findings()
                .get(0);
    }

    private static Access access(boolean read, boolean write, boolean enter) {
        return new Access(path -> read, path -> write, path -> enter);
    }

    @Test
    void a_store_needs_a_folder_to_lie_in_and_a_file_for_its_owner_alone() throws IOException {
        Path store = folder.resolve("shop.store");
        assertThat(store(store).findings()).containsExactly(Finding.ok("store", "`" + store + "` can be made"));
        Files.writeString(store, "a store");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(store(store).findings())
                .containsExactly(Finding.warn(
                        "store",
                        "`" + store + "` can be read and written, open to group or others",
                        "chmod 600 " + store));
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        assertThat(store(store).findings())
                .containsExactly(Finding.ok("store", "`" + store + "` can be read and written"));
        assertThat(store(folder).findings()).extracting(Finding::status).containsExactly(Status.FAIL);
        assertThat(store(folder.resolve("none/shop.store")).findings())
                .extracting(Finding::found)
                .containsExactly("folder `" + folder.resolve("none") + "` does not exist");
    }

    @Test
    void a_store_that_the_user_may_not_use_fails() throws IOException {
        Path store = Files.writeString(folder.resolve("shop.store"), "a store");
        Access noFolder = new Access(path -> true, path -> !path.equals(folder), path -> true);
        Access noFile = new Access(path -> !path.equals(store), path -> true, path -> true);

        assertThat(new StoreCheck(Optional.of(store), Optional.empty(), noFolder).findings())
                .extracting(Finding::found)
                .containsExactly("folder `" + folder + "` may not be written by you");
        assertThat(new StoreCheck(Optional.of(store), Optional.empty(), noFile).findings())
                .extracting(Finding::found)
                .containsExactly("`" + store + "` may not be read and written by you");
    }

    @Test
    void a_master_key_is_random_and_for_its_owner_alone() throws IOException {
        Path key = Files.writeString(
                folder.resolve("master.key"), "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(masterKey(key)).containsExactly(Finding.ok("master key", "32 bytes that may be random"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw----r--"));
        assertThat(masterKey(key)).extracting(Finding::status).containsExactly(Status.WARN);
        Files.writeString(key, "0".repeat(64));
        assertThat(masterKey(key)).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.FAIL);
            assertThat(finding.found()).contains("is not random").doesNotContain("00000");
        });
    }

    private static StoreCheck store(Path file) {
        return new StoreCheck(Optional.of(file), Optional.empty(), Access.here());
    }

    private static List<Finding> masterKey(Path file) {
        return new StoreCheck(Optional.empty(), Optional.of(file), Access.here()).findings();
    }
}
