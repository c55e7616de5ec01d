package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.LineText;
import dev.cordon.entry.TimeKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines by their ids, and their ids by the second from which on they are of no use. */
final class EmbeddedTokenLedger implements TokenLedger {

    private static final String TOKEN = "token/";
    private static final String EXPIRY = "expiry/";

    private final StoreThread thread;

    EmbeddedTokenLedger(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public boolean enter(LedgerEntry entry) throws TokenLedgerUnavailableException {
        String key = TOKEN + entry.id();
        String text = LineText.write(new Line(entry, Usage.NONE));
        return run(entries -> {
            if (entries.get(key).isPresent()) {
                return false;
            }
            entries.put(key, text);
            entries.put(expiryKey(entry), entry.id());
            EmbeddedStatusLedger.put(entries, entry);
            return true;
        });
    }

    /** All texts are there before the first is put. */
    @Override
    public void used(List<Use<String>> uses) throws TokenLedgerUnavailableException {
        List<Use<String>> told = List.copyOf(uses);
        run(entries -> {
            Map<String, Line> lines = new HashMap<>();
            for (Use<String> use : told) {
                Optional<Line> line = Optional.ofNullable(lines.get(use.id()))
                        .or(() -> entries.get(TOKEN + use.id()).map(LineText::read));
                line.ifPresent(one ->
                        lines.put(use.id(), new Line(one.entry(), one.usage().and(use))));
            }
            Map<String, String> texts = new HashMap<>();
            lines.forEach((id, line) -> texts.put(TOKEN + id, LineText.write(line)));
            texts.forEach(entries::put);
            return true;
        });
    }

    @Override
    public Optional<Line> find(String id) throws TokenLedgerUnavailableException {
        return run(entries -> entries.get(TOKEN + id).map(LineText::read));
    }

    @Override
    public List<Line> page(Optional<String> after, int most) throws TokenLedgerUnavailableException {
        // No id lies between one and itself with the least character behind it.
        String from = TOKEN + after.map(id -> id + '\0').orElse("");
        return run(entries -> entries.range(TOKEN, from, most, key -> true).stream()
                .map(LineText::read)
                .toList());
    }

    @Override
    public int forget(Instant before) throws TokenLedgerUnavailableException {
        String end = EXPIRY + second(before);
        return run(entries -> {
            List<LedgerEntry> over =
                    entries.range(EXPIRY, EXPIRY, Integer.MAX_VALUE, key -> key.compareTo(end) < 0).stream()
                            .map(id -> entries.get(TOKEN + id).orElseThrow(EmbeddedTokenLedger::lost))
                            .map(text -> LineText.read(text).entry())
                            .toList();
            for (LedgerEntry entry : over) {
                entries.remove(TOKEN + entry.id());
                entries.remove(expiryKey(entry));
            }
            return over.size();
        });
    }

    private static DamagedEntryException lost() {
        return new DamagedEntryException("an expiry is not that of a token");
    }

    private static String expiryKey(LedgerEntry entry) {
        return EXPIRY + second(entry.expiresAt()) + "/" + entry.id();
    }

    private static String second(Instant time) {
        return TimeKey.second(time.getEpochSecond());
    }

    private <T> T run(StoreThread.Work<T> work) throws TokenLedgerUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new TokenLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
