package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every replay store must do; each implementation has one concrete subclass. */
public abstract class ReplayStoreContract {

    private static final long NOW = 1_795_348_800L;

    /** An empty store with room for at least 100 proofs. */
    protected abstract ReplayStore store();

    private static ProofId proof(String id, long until) {
        return new ProofId(TokenHash.of(id), until);
    }

    @Test
    public final void a_proof_can_be_used_once() throws Exception {
        ReplayStore store = store();

        assertThat(store.firstUse(proof("a", NOW + 61), NOW)).isTrue();
        assertThat(store.firstUse(proof("a", NOW + 61), NOW)).isFalse();
        assertThat(store.firstUse(proof("a", NOW + 61), NOW + 60)).isFalse();
    }

    @Test
    public final void proofs_are_told_apart() throws Exception {
        ReplayStore store = store();

        for (int i = 0; i < 50; i++) {
            assertThat(store.firstUse(proof("p" + i, NOW + 61), NOW)).isTrue();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(store.firstUse(proof("p" + i, NOW + 61), NOW)).isFalse();
        }
    }

    @Test
    public final void a_used_proof_is_known_whatever_end_it_is_shown_with() throws Exception {
        ReplayStore store = store();

        assertThat(store.firstUse(proof("a", NOW + 30), NOW)).isTrue();
        assertThat(store.firstUse(proof("a", NOW + 61), NOW + 1)).isFalse();
    }

    @Test
    public final void of_many_uses_at_once_one_is_the_first() throws Exception {
        ReplayStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                ProofId proof = proof("round " + round, NOW + 61);
                List<Callable<Boolean>> uses = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    uses.add(() -> store.firstUse(proof, NOW));
                }
                int firsts = 0;
                for (Future<Boolean> use : threads.invokeAll(uses)) {
                    firsts += use.get() ? 1 : 0;
                }
                assertThat(firsts).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public final void its_reach_does_not_change() throws Exception {
        ReplayStore store = store();
        ReplayStore.Reach before = store.reach();
        store.firstUse(proof("a", NOW + 61), NOW);

        assertThat(store.reach()).isNotNull().isEqualTo(before);
    }
}
