package dev.cordon.benchmarks;

import com.yahoo.athenz.zpe.AuthZpeClient;
import com.yahoo.athenz.zpe.ZpeConsts;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import java.util.List;
import java.util.Locale;

/**
 * Athenz ZPE on the pool: a target is a domain, caller and caller's segment are the roles of the token, an operation is
 * an assertion. It has no scopes, networks, environments and windows, and its {@code *} runs across slashes.
 */
final class Athenz {

    private final List<?>[] roles = new List<?>[Pool.CALLS];
    private final String[] domains = new String[Pool.CALLS];
    private final String[] resources = new String[Pool.CALLS];
    private final String[] actions = new String[Pool.CALLS];

    Athenz(Pool pool) {
        System.setProperty(ZpeConsts.ZPE_PROP_PUBLIC_KEY_CLASS, NoKeys.Factory.class.getName());
        System.setProperty(ZpeConsts.ZPE_PROP_CLIENT_IMPL, Assertions.class.getName());
        Assertions.forget();
        for (Flow flow : pool.policy().flows()) {
            String domain = Oracle.name(flow.edge().to());
            for (Operation operation : Oracle.operations(flow)) {
                Assertions.add(
                        domain,
                        Oracle.name(flow.edge().from()),
                        operation.method().name().toLowerCase(Locale.ROOT),
                        operation.path().text().replaceAll("\\{[^}]*}", "*"));
            }
        }
        for (int i = 0; i < Pool.CALLS; i++) {
            Ask ask = pool.asks().get(i);
            roles[i] = List.of(ask.caller(), pool.oracle().segmentOf(ask.caller()));
            domains[i] = ask.target();
            resources[i] = ask.target() + ":" + ask.path();
            actions[i] = ask.method();
        }
    }

    /** Whether the call of that number is allowed, by the roles of a token that was verified before. */
    @SuppressWarnings("unchecked")
    boolean allows(int number) {
        AuthZpeClient.AccessCheckStatus status = AuthZpeClient.allowActionZPE(
                actions[number], domains[number], resources[number], (List<String>) roles[number], new StringBuilder());
        return status == AuthZpeClient.AccessCheckStatus.ALLOW;
    }
}
