package dev.cordon.mesh;

import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Passes every record on, counts those that somebody must look at, and tells operators of each once. Safe for use by
 * many threads.
 */
public final class LeakAlarm implements TokenSink {

    /** More are counted and not told: whoever shows many secrets fills no log. */
    private static final int TOLD = 1_000;

    private final TokenSink next;
    private final Consumer<String> notices;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final EventMeter meter;

    /**
     * An alarm.
     *
     * @param meter counts alarms
     * @param notices takes a line for operators, from any thread; must not block for long
     */
    public LeakAlarm(TokenSink next, EventMeter meter, Consumer<String> notices) {
        this.next = next;
        this.meter = meter;
        this.notices = notices;
    }

    @Override
    public void offer(TokenRecord asked) {
        next.offer(asked);
        if (asked.outcome() instanceof TokenRecord.Refused refused && refused.alarm()) {
            meter.alarm();
            if (told.size() < TOLD && told.add(refused.why())) {
                String from =
                        asked.asked().source().map(source -> " from " + source).orElse("");
                notices.accept("ALARM" + from + ": " + refused.why());
            }
        }
    }
}
