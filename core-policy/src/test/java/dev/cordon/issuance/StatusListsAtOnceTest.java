package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.SegmentTokenMinter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions for a list while it is made, which takes as long as the ledger does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StatusListsAtOnceTest {

    private final Desk desk = new Desk();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean slow;
    private final StatusLists lists = new StatusLists(new StatusLists.Parts(
            Desk.ISSUER,
            new Source(),
            desk.revocations,
            new SlowLedger(),
            at -> new SegmentTokenMinter(Desk.ISSUER, Desk.KEY, new SecureRandom())));

    private final class Source implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            return Optional.of(desk.snapshot());
        }

        @Override
        public void refresh() {
            // always new
        }
    }

    /** Reads no list until it may. */
    private final class SlowLedger implements StatusLedger {

        @Override
        public long newList() throws TokenLedgerUnavailableException {
            return desk.ledger.newList();
        }

        @Override
        public List<Long> lists(Instant now) throws TokenLedgerUnavailableException {
            return desk.ledger.lists(now);
        }

        @Override
        public List<LedgerEntry> listed(long list, Instant now, Optional<LedgerEntry> after, int most)
                throws TokenLedgerUnavailableException {
            if (slow) {
                reached.countDown();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return desk.ledger.listed(list, now, after, most);
        }

        @Override
        public void forgetPlaces(Instant now) throws TokenLedgerUnavailableException {
            desk.ledger.forgetPlaces(now);
        }
    }

    private String text(Instant now) throws Exception {
        return lists.find(0, now).orElseThrow().token();
    }

    /** Another one that names the list, for longer than the list that is made serves. */
    private static LedgerEntry longer(LedgerEntry entry) {
        return new LedgerEntry(
                "longer",
                entry.kind(),
                entry.edge(),
                entry.generation(),
                "another",
                entry.issuedAt(),
                entry.issuedAt().plusSeconds(3_600),
                entry.listing());
    }

    private FutureTask<String> asked(Instant now) {
        return new FutureTask<>(() -> text(now));
    }

    @Test
    void while_a_list_is_made_the_one_before_serves_but_not_beyond_its_end() throws Exception {
        IssuedToken token = desk.issue(ask(web(), to("orders-api")));
        desk.ledger.enter(longer(token.entry()));
        String before = text(Desk.NOW);
        desk.revocations.add(new Revocation.OfChain(token.token().transaction()), Optional.empty());
        slow = true;
        FutureTask<String> maker = asked(Desk.NOW.plusSeconds(1));
        new Thread(maker, "maker").start();
        reached.await();

        assertThat(text(Desk.NOW.plusSeconds(1))).isEqualTo(before);
        assertThat(text(Desk.NOW.plusSeconds(599))).isEqualTo(before);
        FutureTask<String> late = asked(Desk.NOW.plusSeconds(600));
        Thread waiting = new Thread(late, "late");
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(late.isDone()).isFalse();
        open.countDown();

        assertThat(maker.get()).isNotEqualTo(before);
        assertThat(late.get()).isNotEqualTo(before).isNotEqualTo(maker.get());
    }
}
