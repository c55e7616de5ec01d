package dev.cordon.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which operations a rule means that names them at a segment. Made where a rule asks for it: most name services. */
final class SegmentOperations {

    private final OfferedOperations operations;
    private final int[] segmentOf;
    private final Map<Integer, Map<String, List<Integer>>> byShape = new HashMap<>();

    /** @param segmentOf the segment of each service */
    SegmentOperations(OfferedOperations operations, int[] segmentOf) {
        this.operations = operations;
        this.segmentOf = segmentOf;
    }

    /** The operations of that shape of all services of the segment, in ascending order. */
    List<Integer> of(int segment, Operation operation) {
        return byShape.computeIfAbsent(segment, this::shapes).getOrDefault(operation.shape(), List.of());
    }

    private Map<String, List<Integer>> shapes(int segment) {
        Map<String, List<Integer>> shapes = new HashMap<>();
        for (int service = 0; service < segmentOf.length; service++) {
            if (segmentOf[service] == segment) {
                add(service, shapes);
            }
        }
        return shapes;
    }

    private void add(int service, Map<String, List<Integer>> shapes) {
        for (int i = operations.firstOf(service); i < operations.firstOf(service + 1); i++) {
            Operation operation = operations.named(i);
            if (operation != null) {
                shapes.computeIfAbsent(operation.shape(), shape -> new ArrayList<>(1))
                        .add(i);
            }
        }
    }
}
