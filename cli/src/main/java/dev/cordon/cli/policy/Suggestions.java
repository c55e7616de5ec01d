package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that was meant. Not thread-safe: it grows tired, so that a file of nonsense can't keep it busy. */
final class Suggestions {

    private static final int MOST_NAMED = 8;
    /** How many names all searches together may look at. */
    private static final int STAMINA = 200_000;

    private int looked;

    /** Words that follow a semicolon: the name that was meant, or else the names there are. */
    Fault.Words of(String wrong, Collection<String> known) {
        if (known.isEmpty()) {
            return new Fault.Words("there is none");
        }
        String names = known.stream().limit(MOST_NAMED).collect(Collectors.joining("`, `", "`", "`"));
        String more = known.size() > MOST_NAMED ? " and " + (known.size() - MOST_NAMED) + " more" : "";
        return of(wrong, known, "there " + (known.size() == 1 ? "is " : "are ") + names + more);
    }

    /** The name that was meant, or else other words. */
    Fault.Words of(String wrong, Collection<String> known, String otherwise) {
        return new Fault.Words(nearest(wrong, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse(otherwise));
    }

    private Optional<String> nearest(String wrong, Collection<String> known) {
        String best = null;
        int least = Math.max(1, wrong.length() / 3) + 1;
        for (String name : known) {
            if (looked > STAMINA) {
                break;
            }
            if (Math.abs(name.length() - wrong.length()) < least) {
                looked++;
                int distance = name.equalsIgnoreCase(wrong) ? 0 : distance(wrong, name);
                if (distance < least) {
                    least = distance;
                    best = name;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        Arrays.setAll(last, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int[] next = new int[to.length() + 1];
            next[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                next[j] = Math.min(Math.min(next[j - 1], last[j]) + 1, last[j - 1] + same);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                next[j] = swapped ? Math.min(next[j], before[j - 2] + 1) : next[j];
            }
            before = last;
            last = next;
        }
        return last[to.length()];
    }
}
