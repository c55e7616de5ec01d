package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.ArrayList;
import java.util.List;

/** Rows below heads. For one thread. */
final class Table {

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(plain(cell));
        }
        rows.add(row);
    }

    /** What others named must not steer a terminal. */
    static String plain(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    void print(Console console) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(heads.get(i).length(), Math::max);
        }
        console.out().println(console.strong(line(heads, widths)));
        rows.forEach(row -> console.out().println(line(row, widths)));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
