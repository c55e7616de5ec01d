package dev.cordon.document;

/**
 * The values that a document names by number. One document has one form, so a value's first use must come in the order
 * of the table, and every value must be used. For one thread.
 */
final class Table<T> {

    private final String name;
    private final T[] values;
    private int used;

    /** The values are kept, not copied. */
    Table(String name, T[] values) {
        this.name = name;
        this.values = values;
    }

    /** The value whose number the reader stands on. */
    T at(JsonReader json) throws InvalidDocumentException {
        long number = json.whole();
        if (number < 0 || number > used || number >= values.length) {
            throw json.wrong("`" + number + "` names none of the " + name + ", or not in the order of first use");
        }
        if (number == used) {
            used++;
        }
        return values[(int) number];
    }

    /** Refuses a table of which a part was not used. */
    void requireUsed(JsonReader json) throws InvalidDocumentException {
        if (used < values.length) {
            throw json.wrong("the " + name + " list values that nothing uses");
        }
    }
}
