package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cordon.policy.IssuerName;
import dev.cordon.token.Fingerprint;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a million entries take, and what it takes to look one up and to add one. */
final class MillionRevocationsTest {

    private static final int MANY = 1_000_000;
    private static final int LOOK_UPS = 100_000;
    private static final long DEMANDED = 64_000_000;
    /** What the measuring itself may take. */
    private static final long NOISE = 16 * 1024;

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final IssuerName ISSUER = new IssuerName("cordon");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_million_entries_take_less_than_64_megabytes_and_a_look_up_or_one_more_next_to_nothing() {
        long before = used();
        RevocationList list = million();
        long held = used() - before;
        System.out.printf("a million revocations: %,d bytes in arrays, %,d bytes of heap%n", list.bytes(), held);

        assertThat(list.size()).isEqualTo(MANY);
        assertThat(list.bytes()).isLessThan(DEMANDED);
        assertThat(held).isLessThan(DEMANDED);
        assertThat(lookedUp(list)).isLessThan(NOISE);
        assertThat(allocatedByOneMore(list)).isLessThan(1_000_000);
    }

    /** Half tokens, half chains, over at different times, as they come one after the other. */
    private static RevocationList million() {
        RevocationList list = RevocationList.empty();
        List<RevocationEntry> some = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Revocation one =
                    i % 2 == 0 ? new Revocation.OfToken(ISSUER, "jti-" + i) : new Revocation.OfChain("txn-" + i);
            some.add(new RevocationEntry(one, Optional.of(NOW.plusSeconds(60 + i % 86_400))));
            if (some.size() == 1_000) {
                list = list.with(list.revision() + 1, some, NOW);
                some.clear();
            }
        }
        return list;
    }

    /** The bytes that look-ups allocate, half of which find what they look for. */
    private static long lookedUp(RevocationList list) {
        Fingerprint[] asked = new Fingerprint[1_024];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = Fingerprint.ofToken("cordon", "jti-" + (i % 2 == 0 ? i : MANY + i));
        }
        int found = 0;
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < LOOK_UPS; i++) {
            found += list.hasToken(asked[i % asked.length]) ? 1 : 0;
        }
        long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThat(found).isEqualTo(LOOK_UPS / 2);
        return after - before;
    }

    /** The bytes that one more entry allocates, on the average of a thousand. */
    private static long allocatedByOneMore(RevocationList list) {
        RevocationList more = list;
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 1_000; i++) {
            RevocationEntry one = new RevocationEntry(new Revocation.OfChain("one more " + i), Optional.empty());
            more = more.with(more.revision() + 1, List.of(one), NOW);
        }
        long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThat(more.hasChain("one more 7")).isTrue();
        System.out.printf("one more: %,d bytes%n", (after - before) / 1_000);
        return (after - before) / 1_000;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
