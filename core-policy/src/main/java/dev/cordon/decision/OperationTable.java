package dev.cordon.decision;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every operation of a policy, numbered, and the ways to it from a host or a service. */
final class OperationTable {

    private static final Integer UNKNOWN = Integer.MIN_VALUE;

    final @Nullable Operation[] named;
    final int[] serviceOf;
    final PathTrie trie;
    /** The first operation of each service; one more entry at the end. */
    final int[] firstOf;

    private final Map<String, Integer> hosts = new HashMap<>();
    private final int[] roots;

    OperationTable(Policy policy) {
        List<@Nullable Operation> all = new ArrayList<>();
        int count = policy.services().size();
        firstOf = new int[count + 1];
        roots = new int[count];
        PathTrieBuilder builder = new PathTrieBuilder(operations(policy));
        Map<String, Integer> users = users(policy);
        for (int i = 0; i < count; i++) {
            Service service = policy.services().get(i);
            firstOf[i] = all.size();
            roots[i] = place(service, all, builder, users);
        }
        firstOf[count] = all.size();
        named = all.toArray(new Operation[0]);
        serviceOf = new int[named.length];
        for (int i = 0; i < count; i++) {
            Arrays.fill(serviceOf, firstOf[i], firstOf[i + 1], i);
        }
        trie = new PathTrie(builder);
    }

    private static int operations(Policy policy) {
        int count = 0;
        for (Service service : policy.services()) {
            if (service.operations().orElse(null) instanceof Operations.Listed listed) {
                count += listed.list().size();
            }
        }
        return count;
    }

    private static Map<String, Integer> users(Policy policy) {
        Map<String, Integer> users = new HashMap<>();
        policy.services().forEach(service -> service.hosts().forEach(host -> users.merge(host, 1, Integer::sum)));
        return users;
    }

    /**
     * Numbers a service's operations; a host of its own leads to the service's root, a shared one has a root itself.
     */
    private int place(
            Service service, List<@Nullable Operation> all, PathTrieBuilder builder, Map<String, Integer> users) {
        if (service.operations().orElse(null) instanceof Operations.All) {
            int any = ~all.size();
            all.add(null);
            service.hosts().forEach(host -> hosts.put(host, any));
            return any;
        }
        int root = builder.root();
        List<Integer> entries = new ArrayList<>(List.of(root));
        for (String host : service.hosts()) {
            boolean shared = users.getOrDefault(host, 0) > 1;
            int entry = shared ? hosts.computeIfAbsent(host, name -> builder.root()) : root;
            hosts.put(host, entry);
            if (shared) {
                entries.add(entry);
            }
        }
        if (service.operations().orElse(null) instanceof Operations.Listed listed) {
            for (Operation operation : listed.list()) {
                PathTrie.Entry entry = new PathTrie.Entry(
                        operation.path().segments(), operation.method().ordinal(), all.size());
                entries.forEach(start -> builder.add(start, entry));
                all.add(operation);
            }
        }
        return root;
    }

    /**
     * Where a host leads: a trie's root, the complement of an operation that takes every path, or {@code otherwise}.
     */
    int host(String host, int otherwise) {
        int entry = hosts.getOrDefault(host, UNKNOWN);
        return entry == UNKNOWN ? otherwise : entry;
    }

    /** The same for a service. */
    int service(int number) {
        return roots[number];
    }
}
