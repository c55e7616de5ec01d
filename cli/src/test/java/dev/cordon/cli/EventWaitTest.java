package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.lifecycle.Lifecycle;
import dev.cordon.lifecycle.LifecycleRules;
import dev.cordon.lifecycle.Reconciler;
import dev.cordon.lifecycle.Retirement;
import dev.cordon.mesh.EventMeter;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.Task;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code events send --wait}, answered by a service that runs and does what it does when the test says so. */
final class EventWaitTest {

    private static final ServiceName WEB = new ServiceName("web-bff");
    private static final Rotation ROTATION = new Rotation(Optional.empty(), Optional.empty(), Duration.ofMinutes(1));

    private static final RotationTerms TERMS = new RotationTerms(
            Duration.ofHours(1), Duration.ofSeconds(30), 1, Duration.ofSeconds(2), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private Instant now = Shell.NOW;
    private Optional<Rotation> rotation = Optional.of(ROTATION);
    private Optional<String> problem = Optional.empty();
    private Path file;
    private EmbeddedStore store;
    private Lifecycle lifecycle;
    private Rotations rotations;
    private AdminServer server;

    private final class Rules implements LifecycleRules {

        @Override
        public Environment environment() {
            return new Environment("production");
        }

        @Override
        public boolean trusts(String source) {
            return source.equals("cordon");
        }

        @Override
        public Optional<Rotation> rotation(ServiceName service) {
            return rotation;
        }
    }

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("shop.store");
        InstantSource clock = () -> now;
        MasterKey key = MasterKey.fromEnvironment(
                "KEY", Map.of("KEY", "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));
        store = EmbeddedStore.open(file, key, clock, new SecureRandom());
        rotations = new Rotations(
                new Rotations.Parts(
                        store.rotations(),
                        store.credentials(),
                        store.secrets(),
                        store.revocations(),
                        this::trial,
                        service -> false),
                TERMS,
                clock,
                new SecureRandom());
        Retirement retirement = new Retirement(
                new Retirement.Stores(store.credentials(), store.apiKeys(), store.revocations()), line -> {});
        lifecycle = new Lifecycle(
                new Lifecycle.Parts(store.registry(), store.credentials(), rotations, retirement), new Rules(), clock);
        Reconciler reconciler = new Reconciler(
                new Reconciler.Parts(
                        store.registry(), store.credentials(), store.rotations(), store.secrets(), rotations),
                Optional::empty,
                Optional.empty(),
                clock);
        AdminSettings settings = new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                clock,
                new SecureRandom(),
                Optional.empty(),
                Optional.of(new AdminSettings.ServiceLives(
                        (event, by) -> lifecycle.take(event), new EventMeter(), rotations, reconciler)),
                Optional::empty,
                done -> {});
        server = AdminServer.start(store, settings, AdminServer.socketOf(file), line -> {});
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private Optional<String> trial(Credential.Id id, Object secret) {
        return problem;
    }

    /** Sends the same event each time, and waits for no longer than it takes to look. */
    private Shell send(String kind, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "events",
                "send",
                kind,
                "web-bff",
                "--environment",
                "production",
                "--id",
                kind,
                "--occurred",
                now.toString(),
                "--store",
                file.toString(),
                "--wait"));
        args.addAll(more.length == 0 ? List.of("1ms") : List.of(more));
        return Shell.run(args.toArray(String[]::new));
    }

    private void work() throws Exception {
        int done = 1;
        while (done > 0) {
            done = rotations.work(100) + lifecycle.work(100);
        }
    }

    private static void assertOver(Shell shell, String disposition, String what) {
        assertThat(shell.out()).isEqualTo(disposition + "\n");
        assertThat(shell.err()).isEqualTo("cordon: " + what + "\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
    }

    private static void assertDone(Shell shell, String disposition) {
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).isEqualTo(disposition + "\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void a_deploy_is_done_when_its_secret_is_in_place() throws Exception {
        assertOver(
                send("deployed"),
                "taken",
                "the time to wait is over: generation 0 of service `web-bff` is planned, with something left to do");

        work();
        assertDone(send("deployed"), "stale");
        assertDone(send("deployed", "2m", "--source", "cordon"), "stale");
        assertThat(store.secrets().given(WEB)).isPresent();
    }

    @Test
    void a_secret_that_is_current_and_not_in_place_yet_is_waited_for() throws Exception {
        send("deployed");
        CredentialLife planned = store.rotations().of(WEB);
        CredentialLife promoted = planned.done(new Task(Task.Kind.KEEP, 0), now, TERMS)
                .done(new Task(Task.Kind.PROVE, 0), now, TERMS)
                .at(now, false);
        assertThat(store.rotations().replace(planned, promoted)).isTrue();

        assertOver(
                send("deployed"),
                "stale",
                "the time to wait is over: generation 0 of service `web-bff` is current, with something left to do");
    }

    @Test
    void a_service_that_is_back_has_nothing_left_of_its_retirement_though_it_has_a_secret() throws Exception {
        send("deployed");
        work();
        now = now.minusSeconds(60);

        assertDone(send("retired"), "stale");
        assertThat(store.secrets().given(WEB)).isPresent();
    }

    @Test
    void a_service_whose_secrets_are_left_to_people_has_nothing_to_wait_for() {
        rotation = Optional.empty();

        assertDone(send("deployed"), "taken");
    }

    @Test
    void a_generation_that_was_given_up_is_told_with_its_problem_and_not_waited_for() throws Exception {
        problem = Optional.of("the token service answers 401");
        send("deployed");
        work();

        assertOver(
                send("deployed"),
                "stale",
                "generation 0 of service `web-bff` is parked, with something left to do: the token service answers"
                        + " 401");
    }

    @Test
    void a_retirement_is_done_when_nothing_is_left_of_what_the_service_had() throws Exception {
        send("deployed");
        work();
        now = now.plusSeconds(60);

        assertOver(
                send("retired"),
                "taken",
                "the time to wait is over: what service `web-bff` was given is not all revoked");
        int unused = lifecycle.work(100);
        assertOver(
                send("retired"),
                "stale",
                "the time to wait is over: generation 0 of service `web-bff` is revoked, with something left to do");
        work();
        assertDone(send("retired"), "stale");
        assertThat(store.secrets().given(WEB)).isEmpty();
    }

    @Test
    void a_way_back_is_waited_for_too_and_what_only_tells_is_not() throws Exception {
        send("deployed");
        work();
        now = now.plusSeconds(60);
        Shell second = send("deployed", "1ms", "--revision", "2");
        assertThat(second.err()).contains("generation 1 of service `web-bff` is planned");
        now = now.plusSeconds(60);
        assertDone(send("scaled"), "taken");
        assertDone(send("rolled-back"), "taken");
    }

    @Test
    void what_changes_nothing_here_leaves_nothing_to_wait_for() throws Exception {
        assertDone(send("configured"), "not-there");
        send("deployed");
        work();
        now = now.plusSeconds(60);
        send("retired");
        now = now.minusSeconds(30);
        assertDone(send("deployed"), "stale");
    }

    @Test
    void what_is_no_time_to_wait_is_refused_before_anything_is_sent() throws Exception {
        Shell wrong = send("deployed", "soon");

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("`--wait soon`: write a duration up to 1h, such as 2m");
        assertThat(store.registry().find(WEB)).isEmpty();
    }
}
