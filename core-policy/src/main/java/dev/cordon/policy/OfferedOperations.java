package dev.cordon.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every operation that services offer, numbered from 0, service by service. A service that takes any call has one
 * operation, which stands for all of them.
 */
public final class OfferedOperations {

    /** No such operation. */
    public static final int NONE = -1;

    /** So many are compared one by one, which is quicker than to hash them. */
    private static final int FEW = 16;

    private final @Nullable Operation[] named;
    private final int[] serviceOf;
    private final int[] firstOf;
    /** The operations by shape of services that have more than a few. */
    private final Map<Integer, Map<String, Integer>> large = new HashMap<>();

    /** Makes room for the operations of these services, which must then be added one by one. */
    OfferedOperations(List<Service> services) {
        firstOf = new int[services.size() + 1];
        for (int i = 0; i < services.size(); i++) {
            firstOf[i + 1] = firstOf[i] + count(services.get(i));
        }
        named = new Operation[firstOf[services.size()]];
        serviceOf = new int[named.length];
    }

    private static int count(Service service) {
        Operations operations = service.operations().orElse(null);
        if (operations instanceof Operations.Listed listed) {
            return listed.list().size();
        }
        return operations == null ? 0 : 1;
    }

    /** Adds a service's operations; returns one whose shape an earlier one of them has, or null. */
    @Nullable
    Operation add(int service, Service offering) {
        int first = firstOf[service];
        int end = firstOf[service + 1];
        List<Operation> list =
                offering.operations().orElse(null) instanceof Operations.Listed listed ? listed.list() : List.of();
        for (int i = first; i < end; i++) {
            serviceOf[i] = service;
            named[i] = list.isEmpty() ? null : list.get(i - first);
        }
        return end - first > FEW ? hash(service, list) : repeated(list);
    }

    private static @Nullable Operation repeated(List<Operation> list) {
        int[] hashes = new int[list.size()];
        for (int i = 0; i < hashes.length; i++) {
            Operation operation = list.get(i);
            hashes[i] = operation.hashCode();
            for (int j = 0; j < i; j++) {
                if (hashes[i] == hashes[j] && operation.hasShapeOf(list.get(j))) {
                    return operation;
                }
            }
        }
        return null;
    }

    private @Nullable Operation hash(int service, List<Operation> list) {
        Map<String, Integer> numbers = new HashMap<>(list.size() * 2);
        for (int i = 0; i < list.size(); i++) {
            if (numbers.put(list.get(i).shape(), firstOf[service] + i) != null) {
                return list.get(i);
            }
        }
        large.put(service, numbers);
        return null;
    }

    /** The service's operation of that shape, or {@link #NONE}; a service has each shape once. */
    int ofService(int service, Operation wanted) {
        int first = firstOf[service];
        int end = firstOf[service + 1];
        if (end - first > FEW) {
            return large.getOrDefault(service, Map.of()).getOrDefault(wanted.shape(), NONE);
        }
        int same = place(first, end, wanted);
        if (same != NONE) {
            return same;
        }
        for (int i = first; i < end; i++) {
            Operation operation = named[i];
            if (operation != null && operation.hasShapeOf(wanted)) {
                return i;
            }
        }
        return NONE;
    }

    /** Where that very object is: whoever reads a bundle shares operations, which spares a look at their texts. */
    @SuppressWarnings("ReferenceEquality")
    private int place(int first, int end, Operation wanted) {
        for (int i = first; i < end; i++) {
            if (named[i] == wanted) {
                return i;
            }
        }
        return NONE;
    }

    /** How many there are. */
    public int count() {
        return named.length;
    }

    /** The operation, or null for one that stands for all of its service. */
    public @Nullable Operation named(int number) {
        return named[number];
    }

    /** The number of the service that offers it. */
    public int serviceOf(int number) {
        return serviceOf[number];
    }

    /** The service's first operation; the next service's first one is where they end. */
    public int firstOf(int service) {
        return firstOf[service];
    }
}
