package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LocalReplayStoreTest extends ReplayStoreContract {

    @Override
    protected ReplayStore store() {
        return new LocalReplayStore(100);
    }

    private static ProofId proof(String id, long until) {
        return new ProofId(TokenHash.of(id), until);
    }

    @Test
    void it_reaches_one_instance() {
        assertThat(store().reach()).isEqualTo(ReplayStore.Reach.INSTANCE);
    }

    @Test
    void full_of_live_proofs_it_refuses_new_ones_and_forgets_none() throws Exception {
        ReplayStore store = new LocalReplayStore(2);
        store.firstUse(proof("a", 161), 100);
        store.firstUse(proof("b", 162), 101);

        assertThatThrownBy(() -> store.firstUse(proof("c", 163), 160))
                .isInstanceOf(ReplayStoreUnavailableException.class)
                .hasMessageContaining("full with 2 live proofs");
        assertThat(store.firstUse(proof("a", 161), 160)).isFalse();
        assertThat(store.firstUse(proof("b", 162), 160)).isFalse();
    }

    @Test
    void room_comes_back_as_proofs_end() throws Exception {
        ReplayStore store = new LocalReplayStore(2);
        store.firstUse(proof("a", 161), 100);
        store.firstUse(proof("b", 162), 101);

        assertThat(store.firstUse(proof("c", 222), 161)).isTrue();
        assertThatThrownBy(() -> store.firstUse(proof("d", 222), 161)).hasMessageContaining("full");
        assertThat(store.firstUse(proof("d", 222), 162)).isTrue();
    }

    @Test
    void what_was_forgotten_can_not_be_used_again_when_the_clock_goes_back() throws Exception {
        ReplayStore store = store();
        store.firstUse(proof("a", 161), 100);
        store.firstUse(proof("b", 222), 161);

        assertThatThrownBy(() -> store.firstUse(proof("a", 161), 120))
                .isInstanceOf(ReplayStoreUnavailableException.class)
                .hasMessageContaining("may have been forgotten");
    }

    @Test
    void it_holds_at_least_one_proof() throws Exception {
        ReplayStore smallest = new LocalReplayStore(1);

        assertThat(smallest.firstUse(proof("a", 161), 100)).isTrue();
        assertThatThrownBy(() -> smallest.firstUse(proof("b", 161), 100)).hasMessageContaining("full with 1 live");
        assertThatThrownBy(() -> new LocalReplayStore(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
