package dev.cordon.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hosts of all services, numbered, and which of them lead to several services. */
public final class Hosts {

    private final NumberedNames names;
    /** How many services each has. */
    private final int[] users;

    Hosts(List<Service> services) {
        int most = 0;
        for (Service service : services) {
            most += service.hosts().size();
        }
        names = new NumberedNames(most);
        users = new int[most];
        int next = 0;
        for (Service service : services) {
            next = add(service.hosts(), next);
        }
    }

    private int add(List<String> hosts, int first) {
        int next = first;
        for (int i = 0; i < hosts.size(); i++) {
            if (names.add(hosts.get(i), next)) {
                users[next++] = 1;
            } else {
                users[names.number(hosts.get(i))]++;
            }
        }
        return next;
    }

    /** Refuses a host of several services of which two would answer one call. */
    void requireDistinct(List<Service> services) {
        Map<String, Set<String>> shapes = new HashMap<>();
        for (Service service : services) {
            List<String> hosts = service.hosts();
            for (int i = 0; i < hosts.size(); i++) {
                if (isShared(number(hosts.get(i)))) {
                    requireDistinct(hosts.get(i), service, shapes);
                }
            }
        }
    }

    private static void requireDistinct(String host, Service service, Map<String, Set<String>> shapes) {
        Operations operations = service.operations().orElse(null);
        if (operations instanceof Operations.All) {
            throw new IllegalArgumentException("host `" + host + "` leads to two services that take any path");
        }
        if (operations instanceof Operations.Listed listed) {
            Set<String> known = shapes.computeIfAbsent(host, name -> new HashSet<>());
            for (Operation operation : listed.list()) {
                if (!known.add(operation.shape())) {
                    throw new IllegalArgumentException("host `" + host + "` has one operation twice");
                }
            }
        }
    }

    /** How many numbers there may be. */
    public int most() {
        return users.length;
    }

    /** The number of a host, or {@link NumberedNames#UNKNOWN}. */
    public int number(String host) {
        return names.number(host);
    }

    /** Whether several services have it. */
    public boolean isShared(int number) {
        return users[number] > 1;
    }
}
