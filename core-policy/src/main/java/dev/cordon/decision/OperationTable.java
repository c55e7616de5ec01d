package dev.cordon.decision;

import dev.cordon.policy.Hosts;
import dev.cordon.policy.OfferedOperations;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import java.util.Arrays;
import java.util.List;

/** The ways to every operation of a policy from a host or a service. */
final class OperationTable {

    private static final int UNUSED = Integer.MIN_VALUE;

    final PathTrie trie;

    private final OfferedOperations offered;
    private final Hosts hosts;
    /** Where each host leads, by its number. */
    private final int[] entries;

    private final int[] roots;

    OperationTable(Policy policy) {
        offered = policy.index().operations();
        hosts = policy.index().hosts();
        entries = new int[hosts.most()];
        Arrays.fill(entries, UNUSED);
        roots = new int[policy.services().size()];
        PathTrieBuilder builder = new PathTrieBuilder(offered.count());
        for (int i = 0; i < roots.length; i++) {
            roots[i] = place(i, policy.services().get(i), builder);
        }
        trie = builder.build();
        settle(roots, builder);
        settle(entries, builder);
    }

    /** Turns roots as the builder numbers them into their places in the trie. */
    private static void settle(int[] ways, PathTrieBuilder builder) {
        for (int i = 0; i < ways.length; i++) {
            ways[i] = ways[i] < 0 ? ways[i] : builder.place(ways[i]);
        }
    }

    /** Leads to a service's operations; a host of its own has the service's root, a shared one has a root itself. */
    private int place(int number, Service service, PathTrieBuilder builder) {
        boolean any = service.operations().orElse(null) instanceof Operations.All;
        int root = any ? ~offered.firstOf(number) : builder.root();
        if (!any) {
            add(number, root, builder);
        }
        List<String> names = service.hosts();
        for (int i = 0; i < names.size(); i++) {
            int host = hosts.number(names.get(i));
            if (!hosts.isShared(host)) {
                entries[host] = root;
            } else {
                entries[host] = entries[host] == UNUSED ? builder.root() : entries[host];
                add(number, entries[host], builder);
            }
        }
        return root;
    }

    private void add(int service, int root, PathTrieBuilder builder) {
        for (int i = offered.firstOf(service); i < offered.firstOf(service + 1); i++) {
            Operation operation = offered.named(i);
            if (operation != null) {
                builder.add(root, operation, i);
            }
        }
    }

    /**
     * Where a host leads: a trie's root, the complement of an operation that takes every path, or {@code otherwise}.
     */
    int host(String host, int otherwise) {
        int number = hosts.number(host);
        return number < 0 ? otherwise : entries[number];
    }

    /** The same for a service. */
    int service(int number) {
        return roots[number];
    }
}
