package dev.cordon.mesh;

import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Passes every record on, counts those that somebody must look at, and tells operators of each once. Safe for use by
 * many threads.
 */
final class LeakAlarm implements TokenSink {

    /** More are counted and not told: whoever shows many secrets fills no log. */
    private static final int TOLD = 1_000;

    private final TokenSink next;
    private final Consumer<String> notices;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicLong count;

    /** @param count counts alarms, also those of others */
    LeakAlarm(TokenSink next, AtomicLong count, Consumer<String> notices) {
        this.next = next;
        this.count = count;
        this.notices = notices;
    }

    @Override
    public void offer(TokenRecord asked) {
        next.offer(asked);
        if (asked.outcome() instanceof TokenRecord.Refused refused && refused.alarm()) {
            count.incrementAndGet();
            if (told.size() < TOLD && told.add(refused.why())) {
                String from =
                        asked.asked().source().map(source -> " from " + source).orElse("");
                notices.accept("ALARM" + from + ": " + refused.why());
            }
        }
    }
}
