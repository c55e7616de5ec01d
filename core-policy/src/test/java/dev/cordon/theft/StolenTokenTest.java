package dev.cordon.theft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token is worth nothing outside the one call that it was made for. */
final class StolenTokenTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final int CALLS = FULL ? 600 : 60;
    private static final int LEAST = FULL ? 100_000 : 10_000;

    private final Point point = new Point();
    private final Map<Aspect, Integer> counts = new EnumMap<>(Aspect.class);
    private final Set<String> seen = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void every_change_of_one_aspect_of_a_valid_call_is_denied_for_its_own_reason() {
        ValidCalls calls = new ValidCalls(SEED);
        for (int i = 0; i < CALLS; i++) {
            ValidCall call = calls.next();
            assertThat(point.answer(call.attempt))
                    .as("valid call %d to %s, seed %d", i, call.attempt.place(), SEED)
                    .isEmpty();
            tryAll(call);
        }
        System.out.println(seen.size() + " changes of " + CALLS + " valid calls, seed " + SEED + ": " + counts);

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(counts).containsOnlyKeys(Aspect.values());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(LEAST);
    }

    private void tryAll(ValidCall call) {
        new PlaceChanges(call, change -> attempt(call, change)).add();
        new ProofChanges(call, change -> attempt(call, change)).add();
        new TextChanges(call, change -> attempt(call, change)).add();
        new SceneChanges(call, change -> attempt(call, change)).add();
        new PolicyChanges(call, change -> attempt(call, change)).add();
        attempt(call, new Change(Aspect.TOKEN_GONE, "", Reason.TOKEN_MISSING, call.attempt.withoutToken()));
    }

    private void attempt(ValidCall call, Change change) {
        Optional<Reason> reason = point.answer(change.attempt());
        if (!reason.equals(Optional.of(change.expected()))) {
            wrong.add(change + " of a call by " + call.token.caller() + " to " + call.attempt.place() + ": expected "
                    + change.expected() + ", got " + reason);
        }
        assertThat(seen.add(call.token.id() + " " + change))
                .as("%s is tried twice", change)
                .isTrue();
        counts.merge(change.aspect(), 1, Integer::sum);
    }
}
