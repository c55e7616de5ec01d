package dev.cordon.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of some operations. A few are compared one by one, which is quicker than to hash them. */
final class ShapeSet {

    /** No shape at all. */
    static final ShapeSet NONE = new ShapeSet(List.of());

    private static final int FEW = 16;

    private final List<Operation> operations;
    /** Empty where there are few. */
    private final Set<String> shapes;

    ShapeSet(List<Operation> operations) {
        this.operations = operations;
        this.shapes = new HashSet<>();
        if (operations.size() > FEW) {
            operations.forEach(operation -> shapes.add(operation.shape()));
        }
    }

    List<Operation> operations() {
        return operations;
    }

    boolean contains(Operation operation) {
        return operations.size() > FEW
                ? shapes.contains(operation.shape())
                : place(operation.shape(), operations.size()) >= 0;
    }

    /** An operation whose shape another one has too, or null. */
    @Nullable
    Operation repeated() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            String shape = operations.get(i).shape();
            if (operations.size() > FEW ? !seen.add(shape) : place(shape, i) >= 0) {
                return operations.get(i);
            }
        }
        return null;
    }

    /** The place of a shape before {@code end}, or -1. */
    private int place(String shape, int end) {
        for (int i = 0; i < end; i++) {
            String other = operations.get(i).shape();
            if (other.hashCode() == shape.hashCode() && other.equals(shape)) {
                return i;
            }
        }
        return -1;
    }
}
