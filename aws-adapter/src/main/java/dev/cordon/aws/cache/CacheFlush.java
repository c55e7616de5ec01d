package dev.cordon.aws.cache;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has stages forget what their authorizers answered, once something was revoked or a service ended: at once, and again
 * when every authorizer knows of it, for one that did not yet may have been asked in between. A stage is asked no more
 * than once in {@link #PAUSE}. Safe for use by many threads, also of several processes.
 */
public final class CacheFlush {

    /** API Gateway lets an account ask for few flushes. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private final HeadStore heads;
    private final FlushNotes notes;
    private final ApiCaches caches;
    private final List<ApiStage> stages;
    private final Supplier<Duration> refresh;
    private final InstantSource clock;

    /**
     * Of those stages.
     *
     * @param heads tells how often something changed
     * @param refresh how long it takes until every authorizer knows of a change
     */
    public CacheFlush(
            HeadStore heads,
            FlushNotes notes,
            ApiCaches caches,
            List<ApiStage> stages,
            Supplier<Duration> refresh,
            InstantSource clock) {
        this.heads = heads;
        this.notes = notes;
        this.caches = caches;
        this.stages = List.copyOf(stages);
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * Has those stages forget that have something to forget now. What can't be done now is done by the next call.
     *
     * @param told takes a line for each flush, and for each that failed
     */
    public void flush(Consumer<String> told) {
        if (stages.isEmpty()) {
            return;
        }
        Optional<Head> head;
        try {
            head = heads.read();
        } catch (StoreUnavailableException e) {
            told.accept("whether answers must be forgotten is not known: " + e.getMessage());
            return;
        }
        for (ApiStage stage : stages) {
            try {
                if (head.isPresent() && flush(stage, head.get())) {
                    told.accept("stage `" + stage + "` forgot what its authorizers answered");
                }
            } catch (StoreUnavailableException e) {
                told.accept("stage `" + stage + "` may keep answers for its time to live: " + e.getMessage());
            }
        }
    }

    private boolean flush(ApiStage stage, Head head) throws StoreUnavailableException {
        Optional<FlushNote> known = notes.read(stage);
        Instant now = clock.instant();
        boolean isNew = known.map(note -> !note.isOf(head.revocationEpoch(), head.registryEpoch()))
                .orElse(head.revocationEpoch() > 0 || head.registryEpoch() > 0);
        boolean isDue = isNew
                ? known.map(note -> !now.isBefore(note.at().plus(PAUSE))).orElse(true)
                : known.filter(note ->
                                !note.settled() && !now.isBefore(note.at().plus(settling())))
                        .isPresent();
        if (!isDue) {
            return false;
        }
        caches.flush(stage);
        // where somebody else was faster, both have it forget
        return notes.replace(stage, known, new FlushNote(head.revocationEpoch(), head.registryEpoch(), now, !isNew));
    }

    private Duration settling() {
        Duration known = refresh.get();
        return known.compareTo(PAUSE) > 0 ? known : PAUSE;
    }
}
