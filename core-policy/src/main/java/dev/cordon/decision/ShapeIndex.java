package dev.cordon.decision;

import dev.cordon.policy.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which operations a rule means that names them by method and template; used while a policy is compiled. */
final class ShapeIndex {

    /** No such operation. */
    static final int NONE = -1;

    private final OperationTable operations;
    private final int[] segmentNumber;
    /** Open addressing, at most half full, by service and shape; an operation's number plus one, or 0. */
    private final int[] slots;
    /** By segment, made where a rule asks for it: most name services. */
    private final Map<Integer, Map<String, List<Integer>>> segments = new HashMap<>();

    /** @param segmentNumber the segment of each service */
    ShapeIndex(OperationTable operations, int[] segmentNumber) {
        this.operations = operations;
        this.segmentNumber = segmentNumber;
        this.slots = new int[Integer.highestOneBit(Math.max(8, operations.named.length * 4 - 1))];
        for (int i = 0; i < operations.named.length; i++) {
            Operation operation = operations.named[i];
            if (operation != null) {
                int slot = slot(operations.serviceOf[i], operation.shape());
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = i + 1;
            }
        }
    }

    private int slot(int service, String shape) {
        int hash = (shape.hashCode() * 31 + service) * 0x9E3779B1;
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    /** The service's operation of that shape, or {@link #NONE}; a service has each shape once. */
    int ofService(int service, Operation operation) {
        String shape = operation.shape();
        int slot = slot(service, shape);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            Operation found = operations.named[number];
            if (operations.serviceOf[number] == service
                    && found != null
                    && found.shape().equals(shape)) {
                return number;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }

    /** The operations of that shape of all services of the segment, in ascending order. */
    List<Integer> ofSegment(int segment, Operation operation) {
        return segments.computeIfAbsent(segment, this::shapes).getOrDefault(operation.shape(), List.of());
    }

    private Map<String, List<Integer>> shapes(int segment) {
        Map<String, List<Integer>> shapes = new HashMap<>();
        for (int i = 0; i < operations.named.length; i++) {
            Operation operation = operations.named[i];
            if (operation != null && segmentNumber[operations.serviceOf[i]] == segment) {
                shapes.computeIfAbsent(operation.shape(), key -> new ArrayList<>(1))
                        .add(i);
            }
        }
        return shapes;
    }
}
