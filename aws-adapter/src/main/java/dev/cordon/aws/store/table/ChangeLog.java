package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.TimeKey;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often something was changed, and what each change was: whoever knows it as it was need not read it all anew. Each
 * change is written together with what it changes, so that the count tells of nothing that is not there yet.
 */
final class ChangeLog {

    private static final String COUNT = "count";

    /** Who has not looked for so long reads all anew. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** More changes than that are no quicker read than all there is. */
    private static final long MOST = 20_000;

    private final ControlTable table;
    private final Key count;
    private final String kind;
    private final Optional<String> epoch;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    /** @param epoch the number of the head that tells of it; empty where no enforcement point goes by it */
    ChangeLog(ControlTable table, String name, Optional<String> epoch, InstantSource clock) {
        this.table = table;
        this.epoch = epoch;
        this.count = new Key(COUNT, name);
        this.kind = name + "-change";
        this.clock = clock;
    }

    /**
     * The count as it was read.
     *
     * @param revision how often something was changed
     * @param text as the table has it; empty before the first change
     */
    record At(long revision, Optional<String> text) {}

    At at() throws StoreUnavailableException {
        Optional<String> text = table.get(count);
        return new At(text.map(ChangeLog::number).orElse(0L), text);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DamagedEntryException("a count of changes is no number");
        }
    }

    /** Writers of this process. */
    Turns turns() {
        return turns;
    }

    /**
     * What is to be written with a change. Where the table was restored and its head was not, the revision is behind
     * what the head tells: it goes on from there.
     */
    List<Change> next(String change) throws StoreUnavailableException {
        At at = at();
        long told = epoch.isPresent() ? table.head(epoch.get()) : 0;
        long next = Math.max(at.revision(), told) + 1;
        List<Change> all = new ArrayList<>();
        all.add(Change.put(count, Long.toString(next)).ifStill(at.text()));
        all.add(Change.put(new Key(kind, TimeKey.second(next)), change)
                .until(clock.instant().plus(KEPT).getEpochSecond()));
        epoch.ifPresent(number -> all.add(Change.raise(number, next)));
        return all;
    }

    /** The changes behind one revision up to another one; empty where all must be read anew. */
    Optional<List<String>> between(long known, long revision) throws StoreUnavailableException {
        if (known > revision || revision - known > MOST) {
            return Optional.empty();
        }
        List<String> changes = new ArrayList<>();
        if (known < revision) {
            long next = known + 1;
            for (Entry entry : table.behind(kind, Optional.of(TimeKey.second(known)), (int) (revision - known))) {
                if (!entry.id().equals(TimeKey.second(next++))) {
                    return Optional.empty();
                }
                changes.add(entry.text());
            }
        }
        return changes.size() == revision - known ? Optional.of(changes) : Optional.empty();
    }
}
