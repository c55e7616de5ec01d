package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls again and again, while something happens that they must notice, or must not. */
final class RepeatedCalls {

    /** So often is called until a refusal comes: a call takes a millisecond or more, and authorizers look every 2 s. */
    private static final int MOST = 60_000;

    private static final int AFTER_THE_FIRST_REFUSAL = 20;

    private RepeatedCalls() {}

    /** A call, which ends in a status. */
    @FunctionalInterface
    interface Call {

        /** Calls. */
        int status() throws Exception;
    }

    /** Calls until it is over and once more, each of which must succeed, and says how often. */
    static int untilOver(AtomicBoolean over, Call call) {
        int calls = 0;
        try {
            boolean last = false;
            while (!last) {
                last = over.get();
                assertThat(call.status()).isEqualTo(200);
                calls++;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return calls;
    }

    /** How long calls are let through from now on; after the first that is refused, none is. */
    static Duration untilRefused(Call call) throws Exception {
        Instant start = Instant.now();
        int status = 200;
        for (int calls = 0; status == 200 && calls < MOST; calls++) {
            status = call.status();
        }
        Duration delay = Duration.between(start, Instant.now());
        assertThat(status).isEqualTo(403);
        for (int i = 0; i < AFTER_THE_FIRST_REFUSAL; i++) {
            assertThat(call.status()).isEqualTo(403);
        }
        return delay;
    }
}
