package dev.cordon.policy;

import java.util.LinkedHashSet;
import java.util.List;

/** Lists without repetition. */
final class Distinct {

    private Distinct() {}

    /** An immutable copy with each element once, at its first place. */
    static <T> List<T> copyOf(List<T> list) {
        return list.size() < 2 ? List.copyOf(list) : List.copyOf(new LinkedHashSet<>(list));
    }
}
