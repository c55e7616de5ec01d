package dev.cordon.policy;

/**
 * Names, each once, and their numbers from 0. Flat arrays rather than a map of boxed numbers: a large policy has 50,000
 * flows, and every process that starts numbers them.
 */
public final class NumberedNames {

    /** No such name. */
    public static final int UNKNOWN = -1;

    private final String[] names;
    /** Open addressing, at most half full; a number plus one, or 0. */
    private final int[] slots;

    /** @param most how many there may be */
    NumberedNames(int most) {
        names = new String[most];
        slots = new int[Integer.highestOneBit(Math.max(8, most * 4 - 1))];
    }

    /** Gives a name its number; false where the name has one. */
    boolean add(String name, int number) {
        int slot = slot(name);
        while (slots[slot] != 0) {
            if (names[slots[slot] - 1].equals(name)) {
                return false;
            }
            slot = slot + 1 & slots.length - 1;
        }
        names[number] = name;
        slots[slot] = number + 1;
        return true;
    }

    /** The number of a name, or {@link #UNKNOWN}. */
    public int number(String name) {
        int slot = slot(name);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (names[number].equals(name)) {
                return number;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    private int slot(String name) {
        int hash = name.hashCode() * 0x9E3779B1;
        return (hash ^ hash >>> 15) & slots.length - 1;
    }
}
