package dev.cordon.benchmarks;

import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin on the pool, cut into one enforcer for each caller, with that caller's rules and its segment's: whole, it
 * takes milliseconds a call. Edges only: no scopes, no conditions.
 */
final class Casbin {

    private static final String MODEL = String.join(
            "\n",
            "[request_definition]",
            "r = obj, path, act",
            "[policy_definition]",
            "p = obj, path, act",
            "[policy_effect]",
            "e = some(where (p.eft == allow))",
            "[matchers]",
            "m = r.obj == p.obj && r.act == p.act && keyMatch3(r.path, p.path)");

    private final Pool pool;
    private final Map<String, List<List<String>>> rules = new HashMap<>();
    private final Map<String, Enforcer> enforcers = new HashMap<>();

    Casbin(Pool pool) {
        this.pool = pool;
        for (Flow flow : pool.policy().flows()) {
            for (Operation operation : Oracle.operations(flow)) {
                rules.computeIfAbsent(Oracle.name(flow.edge().from()), none -> new ArrayList<>())
                        .add(List.of(
                                Oracle.name(flow.edge().to()),
                                operation.path().text(),
                                operation.method().name()));
            }
        }
        pool.asks().forEach(ask -> enforcers.computeIfAbsent(ask.caller(), this::enforcer));
    }

    private Enforcer enforcer(String caller) {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        Enforcer enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        List<List<String>> own = new ArrayList<>(rules.getOrDefault(caller, List.of()));
        own.addAll(rules.getOrDefault(pool.oracle().segmentOf(caller), List.of()));
        own.stream().distinct().forEach(rule -> model.addPolicy("p", "p", rule));
        return enforcer;
    }

    /** Whether the call of that number is allowed. */
    boolean allows(int number) {
        Ask ask = pool.asks().get(number);
        return enforcers.get(ask.caller()).enforce(ask.target(), ask.path(), ask.method());
    }
}
