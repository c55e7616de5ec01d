package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Issuing, calling, revoking, refreshing, clocks that differ, and a store that fails, in many orders: nothing that is
 * revoked is allowed after its deadline, and nothing that is not revoked is denied.
 */
final class RevocationInterleavingsTest {

    private static final int ORDERS = Boolean.getBoolean("cordon.full") ? 120_000 : 5_000;

    @Test
    void what_is_revoked_is_denied_in_time_in_whatever_order_things_happen() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        InterleavedCounts counts = new InterleavedCounts();
        Random seeds = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            long own = seeds.nextLong();
            try {
                new Interleaving(new Random(own), counts).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", order " + i + " of its own seed " + own, e);
            }
        }
        System.out.println("interleavings: seed " + seed + ", " + ORDERS + " orders, " + counts);

        assertThat(counts.allowed).isGreaterThan(ORDERS);
        assertThat(counts.dead).isGreaterThan(ORDERS);
    }
}
