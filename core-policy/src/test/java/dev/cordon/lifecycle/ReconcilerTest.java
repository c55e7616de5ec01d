package dev.cordon.lifecycle;

import static dev.cordon.lifecycle.LifecycleWorld.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.lifecycle.Finding.Kind;
import dev.cordon.lifecycle.Finding.Remedy;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.Endpoint;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.LifeOrder;
import dev.cordon.rotation.RotationJournalUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("ordering", Trust.INTERNAL)
            .rotating("ordering", new Rotation(Optional.empty(), Optional.empty(), LifecycleWorld.GRACE))
            .segment("money", Trust.INTERNAL)
            .caller("orders-api", "ordering")
            .service("payments-api", "money", "payments.example", "POST /charges")
            .issuer("cordon", TokenKind.SEGMENT, "ordering")
            .flow("charge", "orders-api", "payments-api")
            .build());

    private final LifecycleWorld world = new LifecycleWorld();
    private Optional<ServiceInventory> inventory = Optional.empty();

    private List<Finding> reconcile(boolean dryRun) throws Exception {
        return new Reconciler(
                        new Reconciler.Parts(
                                world.registry, world.ledger, world.journal, world.vault, world.rotations()),
                        () -> Optional.of(POLICY),
                        inventory,
                        world::now)
                .reconcile(dryRun);
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(one -> one.kind() + " " + one.about() + " " + one.remedy())
                .toList();
    }

    @Test
    void where_all_is_as_it_should_be_nothing_is_found() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        world.take(ServiceEvent.Kind.DEPLOYED, 2);
        world.work();

        assertThat(reconcile(false)).isEmpty();
        world.take(ServiceEvent.Kind.RETIRED, 3);
        assertThat(reconcile(false)).isEmpty();
        world.work();
        assertThat(reconcile(false)).isEmpty();
    }

    @Test
    void a_service_that_was_registered_when_the_process_died_gets_its_secret() throws Exception {
        world.journal.isDown(true);
        assertThatThrownBy(() -> world.take(ServiceEvent.Kind.DEPLOYED, 1))
                .isInstanceOf(RotationJournalUnavailableException.class);
        world.journal.isDown(false);

        assertThat(told(reconcile(true))).containsExactly("without-secret orders-api would-mend");
        assertThat(world.journal.services(Optional.empty(), 10)).isEmpty();
        assertThat(told(reconcile(false))).containsExactly("without-secret orders-api mended");
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT);
        assertThat(reconcile(false)).isEmpty();
    }

    @Test
    void a_service_that_people_gave_a_credential_lacks_none() throws Exception {
        world.rotating(Optional.empty());
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.ledger.add(new Credential(
                ORDERS,
                0,
                ClientSecret.random(new SecureRandom()).proof(),
                State.CURRENT,
                new Credential.Terms("ada", world.now(), Optional.empty(), List.of())));

        assertThat(reconcile(false)).isEmpty();
    }

    @Test
    void what_a_retired_service_still_has_ends() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        world.journal.isDown(true);
        assertThatThrownBy(() -> world.take(ServiceEvent.Kind.RETIRED, 2))
                .isInstanceOf(RotationJournalUnavailableException.class);
        world.journal.isDown(false);

        assertThat(told(reconcile(true))).containsExactly("not-over orders-api would-mend");
        assertThat(told(reconcile(false))).containsExactly("not-over orders-api mended");
        world.work();
        assertThat(world.vault.kept(Optional.empty(), 10)).isEmpty();
        assertThat(world.states()).containsExactly(State.REVOKED);
    }

    @Test
    void what_no_event_can_mend_is_told_to_people() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.take(ServiceEvent.Kind.RETIRED, 2);
        world.work();
        LifeOrder order = world.journal.of(ORDERS).order();
        Generation later = new Generation(
                7,
                GenerationState.CURRENT,
                true,
                new Generation.Arrival(world.now(), Optional.empty()),
                new Generation.Work(world.now(), 0, Optional.empty()));
        write(new CredentialLife(ORDERS, List.of(later), 8, order));

        assertThat(reconcile(false)).singleElement().satisfies(one -> {
            assertThat(told(List.of(one))).containsExactly("not-over orders-api look");
            assertThat(one.detail()).contains("`cordon credentials revoke`");
        });

        world.take(ServiceEvent.Kind.DEPLOYED, 3);
        write(new CredentialLife(ORDERS, List.of(), 9, world.journal.of(ORDERS).order()));

        assertThat(reconcile(false)).singleElement().satisfies(one -> {
            assertThat(told(List.of(one))).containsExactly("without-secret orders-api look");
            assertThat(one.detail()).contains("`cordon credentials rotate`");
        });
    }

    private void write(CredentialLife life) throws Exception {
        assertThat(world.journal.replace(world.journal.of(ORDERS), life)).isTrue();
    }

    @Test
    void a_secret_of_which_nothing_was_decided_is_destroyed() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        world.vault.keep(new Credential.Id(ORDERS, 7), ClientSecret.random(new SecureRandom()));

        assertThat(told(reconcile(true))).containsExactly("orphaned-secret orders-api would-mend");
        assertThat(world.vault.kept(Optional.empty(), 10)).hasSize(2);
        assertThat(told(reconcile(false))).containsExactly("orphaned-secret orders-api mended");
        assertThat(world.vault.kept(Optional.empty(), 10)).containsExactly(new Credential.Id(ORDERS, 0));
    }

    @Test
    void a_generation_that_was_given_up_is_told_with_its_problem_until_somebody_retries_it() throws Exception {
        world.trialsEnd(Optional.of("the token service answers 503"));
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        for (int attempt = 0; attempt < 3; attempt++) {
            world.work();
            world.later(Duration.ofMinutes(2));
        }

        List<Finding> findings = reconcile(false);
        assertThat(told(findings)).containsExactly("parked orders-api look");
        assertThat(findings.get(0).detail()).isEqualTo("generation 0 was given up: the token service answers 503");
        world.trialsEnd(Optional.empty());
        world.rotations().take(ORDERS, new LifeEvent.Retried(0));
        world.work();
        assertThat(reconcile(false)).isEmpty();
        assertThat(world.states()).containsExactly(State.CURRENT);
    }

    @Test
    void what_runs_is_compared_with_what_is_registered_and_nothing_ends_because_of_it() throws Exception {
        ServiceName shadow = new ServiceName("shadow-it");
        inventory = Optional.of(() -> Running.alone(Set.of(shadow)));
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));

        assertThat(told(reconcile(false)))
                .containsExactly("not-running orders-api look", "not-registered shadow-it look");
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT);
    }

    @Test
    void nothing_follows_from_the_absence_of_a_service_that_would_not_be_seen() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        inventory = Optional.of(
                () -> new Running(Set.of(), service -> !service.name().equals(ORDERS)));

        assertThat(reconcile(false)).isEmpty();
    }

    @Test
    void a_service_that_comes_while_it_is_looked_for_is_not_missed() throws Exception {
        inventory = Optional.of(() -> {
            try {
                world.take(ServiceEvent.Kind.DEPLOYED, 1);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return Running.alone(Set.of());
        });

        assertThat(told(reconcile(true))).noneMatch(line -> line.startsWith("not-running"));
    }

    @Test
    void a_service_that_runs_though_it_was_retired_is_told_and_nothing_is_given_to_it() throws Exception {
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));
        world.take(ServiceEvent.Kind.RETIRED, 2);
        world.work();
        inventory = Optional.of(() -> Running.alone(Set.of(ORDERS)));

        List<Finding> findings = reconcile(false);
        assertThat(told(findings)).containsExactly("not-registered orders-api look");
        assertThat(findings.get(0).detail()).contains("retired");
        world.work();
        assertThat(world.states()).containsExactly(State.REVOKED);
    }

    @Test
    void what_a_service_offers_by_its_events_and_not_by_the_policy_is_told() throws Exception {
        ServiceName payments = new ServiceName("payments-api");
        ServiceEvent deployed = world.event(ServiceEvent.Kind.DEPLOYED, 1);
        world.lifecycle()
                .take(new ServiceEvent(
                        deployed.kind(),
                        payments,
                        deployed.environment(),
                        new ServiceEvent.Details(
                                Set.of(),
                                Optional.of(Set.of(
                                        new Endpoint("https://Payments.example:8443/v1"),
                                        new Endpoint("https://pay.example"),
                                        new Endpoint("http://10.1.2.3/"))),
                                Optional.empty(),
                                Optional.empty()),
                        deployed.origin()));
        ServiceEvent deprecated = world.event(ServiceEvent.Kind.DEPRECATED, 2);
        world.lifecycle()
                .take(new ServiceEvent(
                        deprecated.kind(),
                        payments,
                        deprecated.environment(),
                        new ServiceEvent.Details(
                                Set.of(),
                                Optional.empty(),
                                Optional.of(new Deprecation(
                                        Optional.empty(),
                                        Set.of(),
                                        Set.of(Operation.parse("POST /charges"), Operation.parse("POST /v1/charges")))),
                                Optional.empty()),
                        deprecated.origin()));
        world.take(ServiceEvent.Kind.DEPLOYED, 1);
        world.work();

        List<Finding> findings = reconcile(false);
        assertThat(told(findings))
                .containsExactly(
                        "unknown-endpoint payments-api look",
                        "unknown-endpoint payments-api look",
                        "unknown-operation payments-api look");
        assertThat(findings.get(0).detail()).contains("http://10.1.2.3/");
        assertThat(findings.get(1).detail()).contains("https://pay.example");
        assertThat(findings.get(2).detail()).contains("POST /v1/charges");
    }

    @Test
    void a_service_that_no_segment_has_and_one_that_nobody_told_of_are_told() throws Exception {
        ServiceEvent event = world.event(ServiceEvent.Kind.DEPLOYED, 1);
        world.lifecycle()
                .take(new ServiceEvent(
                        event.kind(),
                        new ServiceName("stranger"),
                        event.environment(),
                        ServiceEvent.Details.NONE,
                        event.origin()));

        List<Finding> findings = reconcile(false);
        assertThat(told(findings)).containsExactly("without-segment stranger look", "never-seen orders-api look");
        assertThat(findings).allSatisfy(one -> assertThat(one.detail()).isNotBlank());
        assertThat(findings).extracting(Finding::remedy).containsOnly(Remedy.LOOK);
        assertThat(findings).extracting(Finding::kind).contains(Kind.WITHOUT_SEGMENT);
    }
}
