package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.RateLimit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How much more than a limit from 1 to 100 enforcement points grant together, and how much less. {@code -Dcordon.full}
 * simulates more of them and longer; {@code -Dcordon.seed} takes a seed back.
 */
final class SharedLimitTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final List<Integer> POINTS = FULL ? List.of(1, 2, 5, 10, 50, 100) : List.of(1, 5, 100);
    private static final int PERIODS = FULL ? 12 : 3;
    private static final long SECOND = 1_000_000_000L;

    private final long seed = Long.getLong("cordon.seed", System.nanoTime());
    private final SplittableRandom seeds = new SplittableRandom(seed);

    static Stream<RateLimit.Per> periods() {
        return Stream.of(RateLimit.Per.values()).filter(per -> FULL || per != RateLimit.Per.HOUR);
    }

    /** With clocks that are up to a twentieth of the period apart. */
    @ParameterizedTest
    @MethodSource("periods")
    void leases_exceed_the_limit_by_a_tenth_of_a_period_at_most_in_any_span(RateLimit.Per per) throws Exception {
        for (int points : POINTS) {
            RateLimit limit = new RateLimit(100L * points, per, 25L * points);
            long skew = per.seconds() * SECOND / 40;
            SharedLimitSimulation.Outcome calm = run("leases", points, limit, 0, false);
            SharedLimitSimulation.Outcome troubled = run("leases, trouble", points, limit, skew, true);

            assertThat(calm.excess()).isLessThanOrEqualTo(limit.calls() / 20.0);
            assertThat(troubled.excess()).isLessThanOrEqualTo(limit.calls() / 10.0);
            assertThat(calm.granted()).isGreaterThan(calm.ideal() / 2);
            if (points <= 10) {
                assertThat(calm.uncounted()).isLessThanOrEqualTo(calm.asked() / 50);
                assertThat(calm.granted()).isGreaterThan(calm.ideal() * 9 / 10);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("periods")
    void smaller_limits_are_exact_however_many_points_there_are(RateLimit.Per per) throws Exception {
        for (int points : POINTS) {
            RateLimit limit = new RateLimit(per == RateLimit.Per.SECOND ? 20 : 99, per, 10);
            SharedLimitSimulation.Outcome calm = run("writes", points, limit, 0, false);
            SharedLimitSimulation.Outcome troubled = run("writes, trouble", points, limit, 0, true);

            assertThat(calm.excess()).isLessThanOrEqualTo(0);
            assertThat(troubled.excess()).isLessThanOrEqualTo(0);
            assertThat(calm.uncounted()).isLessThanOrEqualTo(calm.asked() / 50);
            assertThat(calm.granted()).isGreaterThan(calm.ideal() * 9 / 10);
        }
    }

    /** Ten points could take calls ahead, but not as many as there are. */
    @ParameterizedTest
    @MethodSource("periods")
    void limits_between_are_exact_once_all_points_are_there_and_at_once_where_their_number_is_stated(RateLimit.Per per)
            throws Exception {
        for (int points : POINTS) {
            RateLimit limit = new RateLimit(points == 1 ? 99 : 100L + 9L * points, per, 25);
            SharedLimitSimulation.Outcome counted = run("between", points, limit, 0, false);
            SharedLimitSimulation.Outcome troubled = run("between, trouble", points, limit, 0, true);
            SharedLimitSimulation.Outcome stated = run(
                    "between, stated", new SharedLimitSimulation.Setting(points, points, limit, 2.5, 0, true, PERIODS));

            assertThat(counted.lateExcess()).isLessThanOrEqualTo(0);
            assertThat(troubled.lateExcess()).isLessThanOrEqualTo(0);
            assertThat(stated.excess()).isLessThanOrEqualTo(0);
            assertThat(counted.excess()).isLessThanOrEqualTo(limit.calls() / 20.0);
            assertThat(troubled.excess()).isLessThanOrEqualTo(limit.calls() / 20.0);
        }
    }

    /** Once every point has read what the fastest wrote, clocks that are far apart do no harm. */
    @Test
    void clocks_that_are_up_to_ten_seconds_apart_count_once() throws Exception {
        for (int points : POINTS) {
            RateLimit large = new RateLimit(100L * points, RateLimit.Per.SECOND, 25L * points);
            RateLimit small = new RateLimit(20, RateLimit.Per.SECOND, 10);
            SharedLimitSimulation.Outcome leases = run("leases, 5 s off", points, large, 5 * SECOND, false);
            SharedLimitSimulation.Outcome writes = run("writes, 5 s off", points, small, 5 * SECOND, false);

            assertThat(leases.lateExcess()).isLessThanOrEqualTo(large.calls() / 10.0);
            assertThat(writes.lateExcess()).isLessThanOrEqualTo(small.calls() / 10.0);
            assertThat(leases.excess()).isLessThanOrEqualTo(10.0 * large.calls());
            assertThat(writes.excess()).isLessThanOrEqualTo(10.0 * small.calls());
        }
    }

    private SharedLimitSimulation.Outcome run(String name, int points, RateLimit limit, long skew, boolean troubled)
            throws InterruptedException {
        return run(name, new SharedLimitSimulation.Setting(points, 1, limit, 2.5, skew, troubled, PERIODS));
    }

    private SharedLimitSimulation.Outcome run(String name, SharedLimitSimulation.Setting setting)
            throws InterruptedException {
        SharedLimitSimulation.Outcome outcome = SharedLimitSimulation.run(setting, seeds.nextLong());
        System.out.printf(
                "shared limit: seed %d, %s, %d points, %s: worst span %+.1f%% (later %+.1f%%), granted %.1f%% of one"
                        + " process's, uncounted %.1f%%, %.2f questions a call%n",
                seed,
                name,
                setting.points(),
                setting.limit(),
                100 * outcome.excess() / setting.limit().calls(),
                100 * outcome.lateExcess() / setting.limit().calls(),
                100.0 * outcome.granted() / outcome.ideal(),
                100.0 * outcome.uncounted() / outcome.asked(),
                (double) outcome.questions() / outcome.asked());
        return outcome;
    }
}
