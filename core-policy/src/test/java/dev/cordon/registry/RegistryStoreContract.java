package dev.cordon.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.Environment;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import dev.cordon.race.Race;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every registry must do; each has one concrete subclass. */
public abstract class RegistryStoreContract {

    private static final int WRITERS = 16;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.123456789Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");

    /** A registry without services. */
    protected abstract RegistryStore registry() throws Exception;

    private static ServiceEvent event(Kind kind, ServiceName service, int second) {
        return new ServiceEvent(
                kind,
                service,
                new Environment("production"),
                second % 2 == 0 ? ServiceEvent.Details.NONE : ServiceEvent.Details.running("r\\" + second + "\""),
                new Origin("deployer", "e" + second, NOW.plusSeconds(second)));
    }

    private static RegisteredService after(Optional<RegisteredService> known, Kind kind, int second) {
        return RegisteredService.after(
                        known, event(kind, known.map(RegisteredService::name).orElse(ORDERS), second), NOW)
                .orElseThrow();
    }

    private static RegisteredService deployed(ServiceName service) {
        return RegisteredService.after(Optional.empty(), event(Kind.DEPLOYED, service, 1), NOW)
                .orElseThrow();
    }

    @Test
    public final void a_service_that_nobody_told_of_is_not_there() throws Exception {
        RegistryStore registry = registry();
        registry.replace(Optional.empty(), deployed(ORDERS));

        assertThat(registry.find(new ServiceName("orders"))).isEmpty();
        assertThat(registry.find(new ServiceName("orders-api-2"))).isEmpty();
    }

    @Test
    public final void an_entry_is_read_as_it_was_written_wherever_it_is_in_its_life() throws Exception {
        RegistryStore registry = registry();
        Optional<RegisteredService> known = Optional.empty();
        int second = 0;
        for (Kind kind : List.of(
                Kind.DEPLOYED,
                Kind.SCALED,
                Kind.ROLLED_BACK,
                Kind.CONFIGURED,
                Kind.DEPRECATED,
                Kind.RETIRED,
                Kind.DEPLOYED)) {
            Optional<RegisteredService> next = Optional.of(after(known, kind, second++));
            assertThat(registry.replace(known, next.get())).as("%s", kind).isTrue();
            assertThat(registry.find(ORDERS)).isEqualTo(next);
            known = next;
        }
        assertThat(registry.closing(Optional.empty(), 10)).containsExactly(known.orElseThrow());

        RegisteredService closed = known.orElseThrow().closed();
        registry.replace(known, closed);
        assertThat(registry.find(ORDERS)).contains(closed);
        assertThat(registry.closing(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void what_differs_from_what_was_read_is_not_replaced() throws Exception {
        RegistryStore registry = registry();
        RegisteredService deployed = deployed(ORDERS);
        RegisteredService retired = after(Optional.of(deployed), Kind.RETIRED, 5);

        assertThat(registry.replace(Optional.of(deployed), retired)).isFalse();
        assertThat(registry.replace(Optional.empty(), deployed)).isTrue();
        assertThat(registry.replace(Optional.empty(), retired)).isFalse();
        assertThat(registry.replace(Optional.of(retired), retired)).isFalse();

        assertThat(registry.find(ORDERS)).contains(deployed);
        assertThat(registry.closing(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void an_entry_is_not_replaced_by_that_of_another_service() throws Exception {
        RegistryStore registry = registry();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        registry.replace(Optional.of(deployed(ORDERS)), deployed(new ServiceName("payments-api"))));
        assertThat(registry.services(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void of_many_who_replace_one_entry_at_once_exactly_one_does() throws Exception {
        RegistryStore registry = registry();
        Optional<RegisteredService> known = Optional.empty();
        for (int round = 0; round < 3; round++) {
            Optional<RegisteredService> read = known;
            List<Callable<Boolean>> writers = new ArrayList<>();
            List<RegisteredService> nexts = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                RegisteredService next = after(read, Kind.DEPLOYED, 100 * round + i);
                nexts.add(next);
                writers.add(() -> registry.replace(read, next));
            }
            known = Optional.of(nexts.get(Race.onlyWinner(writers)));

            assertThat(registry.find(ORDERS)).isEqualTo(known);
        }
    }

    @Test
    public final void services_are_paged_each_once_and_so_are_those_that_close() throws Exception {
        RegistryStore registry = registry();
        List<RegisteredService> all = new ArrayList<>();
        List<RegisteredService> closing = new ArrayList<>();
        for (String name : List.of("acme", "orders", "orders-api", "orders.eu", "orders0", "zeta")) {
            RegisteredService service = deployed(new ServiceName(name));
            registry.replace(Optional.empty(), service);
            if (name.startsWith("o")) {
                RegisteredService retired = after(Optional.of(service), Kind.RETIRED, 9);
                registry.replace(Optional.of(service), retired);
                closing.add(retired);
                all.add(retired);
            } else {
                all.add(service);
            }
        }
        for (int most = 1; most <= all.size() + 1; most++) {
            assertThat(paged(registry::services, most))
                    .as("pages of %d", most)
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(paged(registry::closing, most))
                    .as("closing, pages of %d", most)
                    .containsExactlyInAnyOrderElementsOf(closing);
        }
    }

    private interface Pages {
        List<RegisteredService> page(Optional<ServiceName> after, int most) throws RegistryUnavailableException;
    }

    private static List<RegisteredService> paged(Pages pages, int most) throws Exception {
        List<RegisteredService> found = new ArrayList<>();
        List<RegisteredService> page = pages.page(Optional.empty(), most);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(most);
            found.addAll(page);
            page = pages.page(Optional.of(page.get(page.size() - 1).name()), most);
        }
        return found;
    }

    @Test
    public final void what_events_told_is_read_as_it_was_written() throws Exception {
        Deprecation deprecation = new Deprecation(
                Optional.of(NOW),
                Set.of(new ServiceName("web"), new ServiceName("idle")),
                Set.of(Operation.parse("GET /orders/{id}"), Operation.parse("POST /orders")));
        Workload workload = new Workload(
                Optional.of("prod:1"),
                Set.of(new Tag("team", "\"pay\""), new Tag("a", "")),
                Optional.of(new SpiffeId("spiffe://shop.example/pay")));
        Set<Endpoint> endpoints =
                Set.of(new Endpoint("https://orders.shop.example/v2"), new Endpoint("http://[2001:db8::1]:8080"));
        RegistryStore registry = registry();
        Optional<RegisteredService> known = Optional.empty();
        int second = 0;
        for (ServiceEvent.Details told : List.of(
                new ServiceEvent.Details(
                        Set.of("42", "43\\"), Optional.of(endpoints), Optional.empty(), Optional.of(workload)),
                new ServiceEvent.Details(Set.of("44"), Optional.empty(), Optional.of(deprecation), Optional.empty()),
                new ServiceEvent.Details(
                        Set.of(),
                        Optional.of(Set.of()),
                        Optional.empty(),
                        Optional.of(new Workload(Optional.empty(), Set.of(), Optional.empty()))))) {
            second++;
            Kind kind = told.deprecation().isPresent() ? Kind.DEPRECATED : Kind.DEPLOYED;
            ServiceEvent event = new ServiceEvent(
                    kind,
                    ORDERS,
                    new Environment("production"),
                    told,
                    new Origin("deployer", "e" + second, NOW.plusSeconds(second)));
            Optional<RegisteredService> next = RegisteredService.after(known, event, NOW);
            assertThat(registry.replace(known, next.orElseThrow())).isTrue();
            assertThat(registry.find(ORDERS)).isEqualTo(next);
            known = next;
        }
        assertThat(known.orElseThrow().current().deprecation()).contains(deprecation);
        assertThat(known.orElseThrow().current().revisions()).containsExactlyInAnyOrder("42", "43\\");
        assertThat(known.orElseThrow().current().endpoints()).contains(Set.of());
    }

    @Test
    public final void what_decisions_need_to_know_follows_each_entry_and_has_another_revision_only_then()
            throws Exception {
        RegistryStore registry = registry();
        assertThat(registry.read().isOpen()).isTrue();
        RegisteredService live = deployed(ORDERS);
        registry.replace(Optional.empty(), live);
        long before = registry.read().revision();

        RegisteredService seen = after(Optional.of(live), Kind.SCALED, 2);
        registry.replace(Optional.of(live), seen);
        assertThat(registry.read().revision()).isEqualTo(before);
        assertThat(registry.read().isOpen()).isTrue();

        RegisteredService deprecated = after(Optional.of(seen), Kind.DEPRECATED, 3);
        registry.replace(Optional.of(seen), deprecated);
        ServiceRegistry told = registry.read();
        assertThat(told.revision()).isGreaterThan(before);
        assertThat(told.deprecation(ORDERS.text())).contains(Deprecation.ANNOUNCED);

        RegisteredService retired = after(Optional.of(deprecated), Kind.RETIRED, 4);
        registry.replace(Optional.of(deprecated), retired);
        assertThat(registry.replace(Optional.of(live), seen)).isFalse();
        ServiceRegistry gone = registry.read();
        assertThat(gone.revision()).isGreaterThan(told.revision());
        assertThat(gone.isRetired(ORDERS.text())).isTrue();
        assertThat(gone.isRetired("orders")).isFalse();
        assertThat(told.isRetired(ORDERS.text())).as("what was read before").isFalse();

        registry.replace(Optional.of(retired), after(Optional.of(retired), Kind.DEPLOYED, 5));
        assertThat(registry.read().isOpen()).isTrue();
        assertThat(registry.read().revision()).isGreaterThan(gone.revision());
    }
}
