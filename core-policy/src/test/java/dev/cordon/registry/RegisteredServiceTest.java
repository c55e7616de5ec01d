package dev.cordon.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService.Stage;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisteredServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");

    private static ServiceEvent event(Kind kind, int second) {
        return new ServiceEvent(
                kind,
                ORDERS,
                new Environment("production"),
                tells(kind) ? ServiceEvent.Details.running("r" + second) : ServiceEvent.Details.NONE,
                new Origin("deployer", "e" + second, NOW.plusSeconds(second)));
    }

    private static boolean tells(Kind kind) {
        return kind == Kind.DEPLOYED || kind == Kind.ROLLED_BACK;
    }

    private static Optional<RegisteredService> after(ServiceEvent... events) {
        return after(List.of(events));
    }

    private static Optional<RegisteredService> after(List<ServiceEvent> events) {
        Optional<RegisteredService> known = Optional.empty();
        for (ServiceEvent event : events) {
            Optional<RegisteredService> next = RegisteredService.after(known, event, NOW);
            known = next.isPresent() ? next : known;
        }
        return known;
    }

    @Test
    void a_deploy_registers_a_service_and_a_later_one_tells_its_revision() {
        RegisteredService once = after(event(Kind.DEPLOYED, 1)).orElseThrow();
        RegisteredService twice =
                after(event(Kind.DEPLOYED, 1), event(Kind.DEPLOYED, 2)).orElseThrow();

        assertThat(once.stage()).isEqualTo(Stage.LIVE);
        assertThat(once.incarnation()).isEqualTo(1);
        assertThat(once.current().revisions()).containsExactly("r1");
        assertThat(twice.current().revisions()).containsExactly("r2");
        assertThat(twice.incarnation()).isEqualTo(1);
        assertThat(twice.closing()).isEmpty();
    }

    @Test
    void an_older_deploy_brings_no_retired_service_back_and_a_later_one_begins_another_incarnation() {
        Optional<RegisteredService> retired = after(event(Kind.DEPLOYED, 1), event(Kind.RETIRED, 5));
        RegisteredService.Closing closing =
                new RegisteredService.Closing(event(Kind.RETIRED, 5).origin(), NOW);

        assertThat(retired.orElseThrow().stage()).isEqualTo(Stage.RETIRED);
        assertThat(retired.orElseThrow().closing()).contains(closing);
        RegisteredService still =
                RegisteredService.after(retired, event(Kind.DEPLOYED, 4), NOW).orElseThrow();
        assertThat(still.stage()).isEqualTo(Stage.RETIRED);
        assertThat(still.closing()).contains(closing);
        assertThat(RegisteredService.after(retired, event(Kind.RETIRED, 5), NOW))
                .isEmpty();
        RegisteredService again =
                RegisteredService.after(retired, event(Kind.DEPLOYED, 6), NOW).orElseThrow();
        assertThat(again.stage()).isEqualTo(Stage.LIVE);
        assertThat(again.incarnation()).isEqualTo(2);
        assertThat(again.closing()).as("what the one before left").contains(closing);
    }

    @Test
    void a_retirement_that_arrives_first_keeps_the_deploy_before_it_out() {
        Optional<RegisteredService> retired = after(event(Kind.RETIRED, 5), event(Kind.DEPLOYED, 4));

        assertThat(retired.orElseThrow().isThere()).isFalse();
    }

    @Test
    void what_only_touches_a_service_makes_none_and_brings_none_back() {
        assertThat(after(event(Kind.SCALED, 1))).isEmpty();
        assertThat(after(event(Kind.CONFIGURED, 1))).isEmpty();
        Optional<RegisteredService> retired = after(event(Kind.DEPLOYED, 1), event(Kind.RETIRED, 2));
        for (Kind kind : List.of(Kind.SCALED, Kind.CONFIGURED)) {
            assertThat(RegisteredService.after(retired, event(kind, 9), NOW))
                    .as("%s", kind)
                    .isEmpty();
        }
        for (Kind kind : List.of(Kind.ROLLED_BACK, Kind.DEPRECATED)) {
            RegisteredService touched =
                    RegisteredService.after(retired, event(kind, 9), NOW).orElseThrow();
            assertThat(touched.stage()).as("%s", kind).isEqualTo(Stage.RETIRED);
            assertThat(touched.closing()).isEqualTo(retired.orElseThrow().closing());
        }
    }

    @Test
    void what_is_told_of_a_service_before_its_deploy_is_heard_of_counts() {
        assertThat(after(event(Kind.DEPRECATED, 2)).orElseThrow().stage()).isEqualTo(Stage.DEPRECATED);
        assertThat(after(event(Kind.DEPRECATED, 2), event(Kind.DEPLOYED, 1))
                        .orElseThrow()
                        .stage())
                .isEqualTo(Stage.DEPRECATED);
        assertThat(after(event(Kind.ROLLED_BACK, 2)).orElseThrow().current().revisions())
                .containsExactly("r2");
        assertThat(account(described(Kind.CONFIGURED, 2, "a"), event(Kind.DEPLOYED, 1)))
                .contains("a");
        assertThat(after(event(Kind.DEPRECATED, 2), event(Kind.RETIRED, 1))
                        .orElseThrow()
                        .stage())
                .isEqualTo(Stage.RETIRED);
    }

    @Test
    void a_later_way_back_hides_no_earlier_retirement() {
        RegisteredService service = after(event(Kind.DEPLOYED, 1), event(Kind.ROLLED_BACK, 5), event(Kind.RETIRED, 3))
                .orElseThrow();

        assertThat(service.stage()).isEqualTo(Stage.RETIRED);
        assertThat(service.closing()).isPresent();
    }

    @Test
    void scaling_tells_that_it_was_seen_and_keeps_no_earlier_deploy_out() {
        RegisteredService service = after(
                        event(Kind.DEPLOYED, 1), event(Kind.SCALED, 9), event(Kind.SCALED, 8), event(Kind.DEPLOYED, 5))
                .orElseThrow();

        assertThat(service.lastSeen()).isEqualTo(NOW.plusSeconds(9));
        assertThat(service.current().revisions()).containsExactly("r5");
    }

    @Test
    void a_deprecated_service_stays_that_when_it_is_deployed_and_is_live_when_it_comes_back() {
        Optional<RegisteredService> deprecated =
                after(event(Kind.DEPLOYED, 1), event(Kind.DEPRECATED, 2), event(Kind.DEPLOYED, 3));

        assertThat(deprecated.orElseThrow().stage()).isEqualTo(Stage.DEPRECATED);
        assertThat(deprecated.orElseThrow().isThere()).isTrue();
        assertThat(after(
                                event(Kind.DEPLOYED, 1),
                                event(Kind.DEPRECATED, 2),
                                event(Kind.RETIRED, 3),
                                event(Kind.DEPLOYED, 4))
                        .orElseThrow()
                        .stage())
                .isEqualTo(Stage.LIVE);
    }

    /** How often it came back is heard, not known. */
    @Test
    void events_come_to_the_same_in_whatever_order_and_however_often_they_arrive() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("registered services: seed %d, 4000 orders%n", seed);
        Random random = new Random(seed);
        List<Kind> kinds = List.of(
                Kind.DEPLOYED,
                Kind.DEPLOYED,
                Kind.RETIRED,
                Kind.ROLLED_BACK,
                Kind.DEPRECATED,
                Kind.SCALED,
                Kind.CONFIGURED);
        for (int run = 0; run < 4_000; run++) {
            List<ServiceEvent> happened = new ArrayList<>(List.of(event(Kind.DEPLOYED, 0)));
            for (int second = 1; second < 6; second++) {
                happened.add(telling(kinds.get(random.nextInt(kinds.size())), second, random));
            }
            List<ServiceEvent> arrive = new ArrayList<>(happened);
            arrive.addAll(happened.subList(0, random.nextInt(happened.size())));
            Collections.shuffle(arrive, random);

            RegisteredService inOrder = after(happened).orElseThrow();
            RegisteredService service = after(arrive).orElseThrow();
            assertThat(service.stage()).as("%s", arrive).isEqualTo(inOrder.stage());
            assertThat(service.isThere()).as("%s", arrive).isEqualTo(isThere(happened));
            assertThat(service.current()).as("%s", arrive).isEqualTo(inOrder.current());
            assertThat(service.latest().last()).isEqualTo(inOrder.latest().last());
        }
    }

    /** An event that tells some of what its kind may tell. */
    private static ServiceEvent telling(Kind kind, int second, Random random) {
        ServiceEvent plain = event(kind, second);
        boolean runs = tells(kind) || kind == Kind.SCALED;
        boolean describes = kind == Kind.DEPLOYED || kind == Kind.CONFIGURED;
        ServiceEvent.Details details = new ServiceEvent.Details(
                runs && random.nextBoolean() ? Set.of("r" + second, "r") : Set.of(),
                describes && random.nextBoolean()
                        ? Optional.of(Set.of(new Endpoint("https://orders.example/" + second)))
                        : Optional.empty(),
                kind == Kind.DEPRECATED
                        ? Optional.of(new Deprecation(Optional.of(NOW.plusSeconds(second)), Set.of(), Set.of()))
                        : Optional.empty(),
                describes && random.nextBoolean()
                        ? Optional.of(new Workload(Optional.of("a" + second), Set.of(), Optional.empty()))
                        : Optional.empty());
        return new ServiceEvent(kind, ORDERS, plain.environment(), details, plain.origin());
    }

    private static boolean isThere(List<ServiceEvent> happened) {
        return happened.stream()
                        .filter(one -> one.kind() == Kind.DEPLOYED || one.kind() == Kind.RETIRED)
                        .reduce((one, other) -> other)
                        .orElseThrow()
                        .kind()
                == Kind.DEPLOYED;
    }

    @Test
    void a_deploy_that_tells_no_revision_leaves_the_one_that_is_known() {
        ServiceEvent silent = new ServiceEvent(
                Kind.DEPLOYED,
                ORDERS,
                new Environment("production"),
                ServiceEvent.Details.NONE,
                event(Kind.DEPLOYED, 2).origin());

        assertThat(after(event(Kind.DEPLOYED, 1), silent)
                        .orElseThrow()
                        .current()
                        .revisions())
                .containsExactly("r1");
    }

    @Test
    void texts_of_events_are_short_and_printable() {
        for (String bad : List.of("", "a\n", "\u00e9", "x".repeat(257))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Origin(bad, "e", NOW));
            assertThatIllegalArgumentException().isThrownBy(() -> new Origin("s", bad, NOW));
            assertThatIllegalArgumentException().isThrownBy(() -> ServiceEvent.Details.running(bad));
        }
        assertThat(Kind.of("rolled-back")).contains(Kind.ROLLED_BACK);
        assertThat(Kind.of("ROLLED_BACK")).isEmpty();
    }

    private static ServiceEvent described(Kind kind, int second, String account) {
        Workload workload = new Workload(Optional.of(account), Set.of(), Optional.empty());
        ServiceEvent plain = event(kind, second);
        return new ServiceEvent(
                kind,
                ORDERS,
                plain.environment(),
                new ServiceEvent.Details(Set.of(), Optional.empty(), Optional.empty(), Optional.of(workload)),
                plain.origin());
    }

    private static Optional<String> account(ServiceEvent... events) {
        return after(events).orElseThrow().told().workload().flatMap(Workload::account);
    }

    @Test
    void what_a_service_is_follows_the_latest_event_that_tells_and_is_forgotten_with_its_retirement() {
        assertThat(account(described(Kind.DEPLOYED, 1, "a"), event(Kind.DEPLOYED, 2)))
                .contains("a");
        assertThat(account(
                        described(Kind.DEPLOYED, 1, "a"),
                        described(Kind.CONFIGURED, 3, "b"),
                        described(Kind.DEPLOYED, 2, "c")))
                .contains("b");
        assertThat(account(described(Kind.DEPLOYED, 1, "a"), described(Kind.RETIRED, 2, "b"), event(Kind.DEPLOYED, 3)))
                .isEmpty();
        assertThat(account(event(Kind.RETIRED, 2), event(Kind.DEPLOYED, 3), described(Kind.DEPLOYED, 1, "a")))
                .as("told late of the one before")
                .isEmpty();
        ServiceRegistry live = ServiceRegistry.empty()
                .with(1, after(described(Kind.DEPLOYED, 1, "a")).stream().toList());
        assertThat(live.workloads()).containsOnlyKeys(ORDERS);
        ServiceRegistry gone = live.with(
                2,
                after(described(Kind.DEPLOYED, 1, "a"), event(Kind.RETIRED, 2)).stream()
                        .toList());
        assertThat(gone.workloads()).isEmpty();
        assertThat(gone.isRetired(ORDERS.text())).isTrue();
    }
}
