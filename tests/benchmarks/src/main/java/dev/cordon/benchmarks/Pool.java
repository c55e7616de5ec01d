package dev.cordon.benchmarks;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.TimeWindow;
import dev.cordon.workload.Size;
import dev.cordon.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The calls that every engine is asked about: 16,384, of which 70% are allowed, and the others are denied for one of
 * five causes alike (caller, method, path, scope, context), shuffled. A smaller pool would flatter: it fits the
 * processor's caches. Equal on every run.
 */
final class Pool {

    /** How many calls; a power of two. */
    static final int CALLS = 16_384;

    private static final int DENIED = CALLS * 3 / 10;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final SplittableRandom random = new SplittableRandom(16_384);
    private final Policy policy;
    private final Oracle oracle;
    private final Map<String, List<String>> members = new HashMap<>();
    private final List<Ask> asks = new ArrayList<>();

    private Pool(Policy policy) {
        this.policy = policy;
        this.oracle = new Oracle(policy);
        for (Service service : policy.services()) {
            members.computeIfAbsent(service.segment().text(), none -> new ArrayList<>())
                    .add(service.name().text());
        }
    }

    /** The pool of a size. */
    static Pool of(Size size) {
        Pool pool = new Pool(Workload.policy(size));
        while (pool.asks.size() < CALLS - DENIED) {
            Ask good = pool.good(pool.flow());
            if (!pool.oracle.allows(good)) {
                throw new IllegalStateException("made to be allowed, and is not: " + good);
            }
            pool.asks.add(good);
        }
        while (pool.asks.size() < CALLS) {
            Ask spoiled = pool.spoiled(pool.asks.size() % 5);
            if (spoiled != null && !pool.oracle.allows(spoiled)) {
                pool.asks.add(spoiled);
            }
        }
        for (int i = CALLS - 1; i > 0; i--) {
            int other = pool.random.nextInt(i + 1);
            pool.asks.set(i, pool.asks.set(other, pool.asks.get(i)));
        }
        return pool;
    }

    Policy policy() {
        return policy;
    }

    Oracle oracle() {
        return oracle;
    }

    List<Ask> asks() {
        return asks;
    }

    private Flow flow() {
        return policy.flows().get(random.nextInt(policy.flows().size()));
    }

    private Ask good(Flow flow) {
        List<Operation> operations = Oracle.operations(flow);
        Operation operation = operations.get(random.nextInt(operations.size()));
        String path = operation.path().text();
        while (path.indexOf('{') >= 0) {
            path = path.substring(0, path.indexOf('{'))
                    + random.nextInt(1_000_000)
                    + path.substring(path.indexOf('}') + 1);
        }
        List<String> scopes = new ArrayList<>();
        flow.scopes().forEach(scope -> scopes.add(scope.text()));
        int extra = random.nextInt(3);
        for (int i = 0; i < extra; i++) {
            scopes.add("extra:" + random.nextInt(100));
        }
        return new Ask(
                caller(flow),
                flow.id().text(),
                Oracle.name(flow.edge().to()),
                operation.method().name(),
                path,
                scopes.stream().distinct().toList(),
                source(flow),
                environment(flow),
                minute(flow));
    }

    private String caller(Flow flow) {
        String from = Oracle.name(flow.edge().from());
        if (flow.edge().from() instanceof Party.OfService) {
            return from;
        }
        List<String> all = members.get(from);
        return all.get(random.nextInt(all.size()));
    }

    private static Stream<Condition> conditions(Flow flow) {
        return flow.when().stream();
    }

    private String source(Flow flow) {
        return conditions(flow)
                .filter(Condition.Network.class::isInstance)
                .map(condition -> ((Condition.Network) condition).blocks().get(0))
                .map(Cidr::base)
                .map(Object::toString)
                .findFirst()
                .orElseGet(() -> "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256));
    }

    private int environment(Flow flow) {
        return conditions(flow)
                .filter(Condition.InEnvironment.class::isInstance)
                .map(condition ->
                        ((Condition.InEnvironment) condition).environments().get(0))
                .map(environment -> Workload.ENVIRONMENTS.indexOf((Environment) environment))
                .findFirst()
                .orElseGet(() -> random.nextInt(3));
    }

    private int minute(Flow flow) {
        return conditions(flow)
                .filter(Condition.Time.class::isInstance)
                .map(condition -> ((Condition.Time) condition).windows().get(0))
                .map(TimeWindow::startMinute)
                .findFirst()
                .orElseGet(() -> random.nextInt(1440));
    }

    /** A good call with one thing wrong; null where the flow at hand has nothing of that sort. */
    private Ask spoiled(int cause) {
        Flow flow = flow();
        Ask a = good(flow);
        return switch (cause) {
            case 0 ->
                new Ask(
                        service(),
                        a.flow(),
                        a.target(),
                        a.method(),
                        a.path(),
                        a.scopes(),
                        a.source(),
                        a.environment(),
                        a.minute());
            case 1 ->
                new Ask(
                        a.caller(),
                        a.flow(),
                        a.target(),
                        METHODS.get(random.nextInt(5)),
                        a.path(),
                        a.scopes(),
                        a.source(),
                        a.environment(),
                        a.minute());
            case 2 ->
                new Ask(
                        a.caller(),
                        a.flow(),
                        a.target(),
                        a.method(),
                        a.path().replaceFirst("resource\\d+", "resource" + random.nextInt(40)),
                        a.scopes(),
                        a.source(),
                        a.environment(),
                        a.minute());
            case 3 ->
                flow.scopes().isEmpty()
                        ? null
                        : new Ask(
                                a.caller(),
                                a.flow(),
                                a.target(),
                                a.method(),
                                a.path(),
                                a.scopes().subList(1, a.scopes().size()),
                                a.source(),
                                a.environment(),
                                a.minute());
            default ->
                flow.when().isEmpty()
                        ? null
                        : new Ask(
                                a.caller(),
                                a.flow(),
                                a.target(),
                                a.method(),
                                a.path(),
                                a.scopes(),
                                "192.0.2.1",
                                (a.environment() + 1) % 3,
                                (a.minute() + 1439) % 1440);
        };
    }

    private String service() {
        return policy.services()
                .get(random.nextInt(policy.services().size()))
                .name()
                .text();
    }
}
