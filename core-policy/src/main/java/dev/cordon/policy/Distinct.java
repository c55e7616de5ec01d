package dev.cordon.policy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Lists without repetition. Short ones, as nearly all are, are compared pair by pair, which is quicker than to hash.
 */
final class Distinct {

    private static final int FEW = 16;

    private Distinct() {}

    /** An immutable copy with each element once, at its first place. */
    static <T> List<T> copyOf(List<T> list) {
        return isDistinct(list) ? List.copyOf(list) : List.copyOf(new LinkedHashSet<>(list));
    }

    /** An immutable copy with each element once, in its natural order. */
    static <T extends Comparable<? super T>> List<T> sorted(List<T> list) {
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i - 1).compareTo(list.get(i)) >= 0) {
                return list.stream().distinct().sorted().toList();
            }
        }
        return List.copyOf(list);
    }

    /** Whether no two elements are equal. */
    static boolean isDistinct(List<?> list) {
        if (list.size() > FEW) {
            return new HashSet<>(list).size() == list.size();
        }
        return list.size() < 2 || isDistinct(list.toArray());
    }

    private static boolean isDistinct(Object[] items) {
        for (int i = 1; i < items.length; i++) {
            for (int j = 0; j < i; j++) {
                if (items[i].equals(items[j])) {
                    return false;
                }
            }
        }
        return true;
    }
}
