package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every vault must do; each has one concrete subclass. */
public abstract class SecretVaultContract {

    private static final int WRITERS = 16;
    private static final long LAST = (1L << 53) - 1;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final ServiceName PAYMENTS = new ServiceName("payments-api");

    /** A vault without secrets. */
    protected abstract SecretVault vault() throws Exception;

    private static Credential.Id orders(long generation) {
        return new Credential.Id(ORDERS, generation);
    }

    private static ClientSecret secret() {
        return ClientSecret.random(RANDOM);
    }

    @Test
    public final void an_empty_vault_has_and_gives_nothing() throws Exception {
        SecretVault vault = vault();

        assertThat(vault.read(orders(0))).isEmpty();
        assertThat(vault.given(ORDERS)).isEmpty();
        assertThat(vault.kept(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void what_is_kept_is_read_by_its_own_generation_alone() throws Exception {
        SecretVault vault = vault();
        ClientSecret first = secret();
        ClientSecret last = secret();
        ClientSecret other = secret();

        assertThat(vault.keep(orders(0), first)).isEqualTo(first);
        assertThat(vault.keep(orders(LAST), last)).isEqualTo(last);
        assertThat(vault.keep(new Credential.Id(PAYMENTS, 0), other)).isEqualTo(other);

        assertThat(vault.read(orders(0))).contains(first);
        assertThat(vault.read(orders(LAST))).contains(last);
        assertThat(vault.read(orders(1))).isEmpty();
        assertThat(vault.read(new Credential.Id(PAYMENTS, 0))).contains(other);
        assertThat(vault.given(ORDERS)).isEmpty();
    }

    @Test
    public final void what_a_generation_has_stays_and_is_what_the_second_one_gets() throws Exception {
        SecretVault vault = vault();
        ClientSecret first = vault.keep(orders(0), secret());

        assertThat(vault.keep(orders(0), secret())).isEqualTo(first);
        assertThat(vault.read(orders(0))).contains(first);
    }

    @Test
    public final void a_service_is_given_what_was_said_last_whichever_generation_it_is() throws Exception {
        SecretVault vault = vault();
        vault.keep(orders(0), secret());
        vault.keep(orders(1), secret());

        assertThat(vault.give(orders(1))).isTrue();
        assertThat(vault.given(ORDERS)).contains(orders(1));
        assertThat(vault.give(orders(0))).isTrue();
        assertThat(vault.give(orders(0))).isTrue();
        assertThat(vault.given(ORDERS)).contains(orders(0));
        assertThat(vault.given(PAYMENTS)).isEmpty();
        assertThat(vault.read(orders(1))).isPresent();
    }

    @Test
    public final void what_is_not_there_is_not_given() throws Exception {
        SecretVault vault = vault();
        vault.keep(orders(0), secret());
        vault.give(orders(0));

        assertThat(vault.give(orders(1))).isFalse();
        assertThat(vault.give(new Credential.Id(PAYMENTS, 0))).isFalse();
        assertThat(vault.given(ORDERS)).contains(orders(0));
        assertThat(vault.given(PAYMENTS)).isEmpty();
    }

    @Test
    public final void what_is_destroyed_is_neither_read_nor_given_and_nothing_else_changes() throws Exception {
        SecretVault vault = vault();
        ClientSecret kept = vault.keep(orders(0), secret());
        vault.keep(orders(1), secret());
        vault.give(orders(1));

        vault.destroy(orders(1));
        vault.destroy(orders(1));
        vault.destroy(orders(2));

        assertThat(vault.read(orders(1))).isEmpty();
        assertThat(vault.given(ORDERS)).isEmpty();
        assertThat(vault.give(orders(1))).isFalse();
        assertThat(vault.read(orders(0))).contains(kept);
        assertThat(vault.kept(Optional.empty(), 10)).containsExactly(orders(0));
    }

    @Test
    public final void a_service_keeps_what_it_is_given_where_another_generation_is_destroyed() throws Exception {
        SecretVault vault = vault();
        vault.keep(orders(0), secret());
        vault.keep(orders(1), secret());
        vault.give(orders(1));

        vault.destroy(orders(0));

        assertThat(vault.given(ORDERS)).contains(orders(1));
    }

    @Test
    public final void a_generation_whose_secret_was_destroyed_may_have_another_one() throws Exception {
        SecretVault vault = vault();
        vault.keep(orders(0), secret());
        vault.give(orders(0));
        vault.destroy(orders(0));
        ClientSecret second = secret();

        assertThat(vault.keep(orders(0), second)).isEqualTo(second);
        assertThat(vault.read(orders(0))).contains(second);
        assertThat(vault.given(ORDERS)).isEmpty();
    }

    @Test
    public final void generations_are_paged_each_once_by_service_and_number() throws Exception {
        SecretVault vault = vault();
        List<Credential.Id> all = new ArrayList<>();
        for (String name : List.of("acme", "orders", "orders-api", "orders.eu", "orders0")) {
            for (long generation : new long[] {0, 1, 9, 10, LAST}) {
                all.add(new Credential.Id(new ServiceName(name), generation));
            }
        }
        for (Credential.Id id : all) {
            vault.keep(id, secret());
            vault.give(id);
        }
        for (int most : new int[] {1, 2, 7, 25, 26}) {
            List<Credential.Id> found = new ArrayList<>();
            List<Credential.Id> page = vault.kept(Optional.empty(), most);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(most);
                found.addAll(page);
                page = vault.kept(Optional.of(page.get(page.size() - 1)), most);
            }
            assertThat(found)
                    .as("pages of %d", most)
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(all)
                    .filteredOn(id -> id.service().equals(ORDERS))
                    .extracting(Credential.Id::generation)
                    .isSorted();
        }
    }

    @Test
    public final void of_many_who_keep_one_generation_at_once_all_get_the_same_secret() throws Exception {
        SecretVault vault = vault();
        List<Callable<ClientSecret>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            ClientSecret own = secret();
            writers.add(() -> vault.keep(orders(3), own));
        }
        Set<ClientSecret> got = new HashSet<>(Race.run(writers));

        assertThat(got).hasSize(1);
        assertThat(vault.read(orders(3))).contains(got.iterator().next());
    }

    @Test
    public final void what_is_destroyed_while_it_is_given_is_not_given() throws Exception {
        SecretVault vault = vault();
        for (int round = 0; round < 20; round++) {
            Credential.Id id = orders(round);
            vault.keep(id, secret());
            Race.run(List.of(() -> vault.give(id), () -> {
                vault.destroy(id);
                return true;
            }));

            assertThat(vault.given(ORDERS)).isEmpty();
        }
    }
}
