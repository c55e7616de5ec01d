package dev.cordon.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.credential.Credential.State;
import dev.cordon.credential.Credential.Terms;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.race.Race;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every credential ledger must do; each has one concrete subclass. */
public abstract class CredentialLedgerContract {

    private static final int WRITERS = 16;
    private static final long LAST = (1L << 53) - 1;
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final ServiceName PAYMENTS = new ServiceName("payments-api");
    private static final Instant MADE = Instant.parse("2026-11-20T08:00:00.123456789Z");
    private static final Instant ENDS = Instant.parse("2027-11-20T08:00:00Z");
    private static final Terms OPEN = new Terms("team orders", MADE, Optional.empty(), List.of());
    private static final CredentialProof SECRET = new CredentialProof.Secret(TokenHash.of("a secret"));

    /** A ledger without credentials. */
    protected abstract CredentialLedger ledger() throws Exception;

    private static Credential staged(ServiceName service, long generation) {
        return new Credential(service, generation, SECRET, State.STAGED, OPEN);
    }

    @Test
    public final void a_service_that_was_given_none_has_no_credential() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 0));

        assertThat(ledger.of(PAYMENTS)).isEmpty();
    }

    @Test
    public final void a_credential_is_read_as_it_was_added_whatever_proves_it() throws Exception {
        SecureRandom random = new SecureRandom();
        JsonWebKeys keys = SigningKey.generate(SignatureAlgorithm.ES256, random)
                .publicKeys()
                .and(SigningKey.generate(SignatureAlgorithm.EDDSA, random).publicKeys());
        CredentialLedger ledger = ledger();
        List<CredentialProof> proofs = List.of(
                SECRET,
                new CredentialProof.Secret(new TokenHash(0, -1, Long.MIN_VALUE, Long.MAX_VALUE)),
                new CredentialProof.Keys(keys),
                new CredentialProof.Certificate(),
                new CredentialProof.Platform(new PlatformIdentity("arn:aws:iam::123456789012:role/orders")));
        for (CredentialProof proof : proofs) {
            long generation = proofs.indexOf(proof);
            Credential credential = new Credential(ORDERS, generation, proof, State.STAGED, OPEN);

            assertThat(ledger.add(credential)).isTrue();
            assertThat(ledger.of(ORDERS)).first().isEqualTo(credential);
        }
        assertThat(ledger.of(ORDERS)).hasSize(5);
    }

    @Test
    public final void a_credential_is_read_as_it_was_added_in_any_state_and_on_any_terms() throws Exception {
        Cidr block = Cidr.parse("10.20.0.0/16").orElseThrow();
        Cidr wide = Cidr.parse("2001:db8::/32").orElseThrow();
        List<Terms> agreed = List.of(
                OPEN,
                new Terms("Zo\u00eb \"O'Neil\" \ud83d\udd11 \\", MADE, Optional.of(ENDS), List.of(wide, block)),
                new Terms("o".repeat(256), Instant.EPOCH, Optional.of(MADE), List.of(block)));
        CredentialLedger ledger = ledger();
        long generation = 0;
        for (Terms terms : agreed) {
            for (State state : State.values()) {
                Credential credential = new Credential(ORDERS, generation++, SECRET, state, terms);
                assertThat(ledger.add(credential)).isTrue();
                assertThat(ledger.of(ORDERS)).first().isEqualTo(credential);
            }
        }
    }

    @Test
    public final void generations_are_read_from_the_latest_to_the_first() throws Exception {
        CredentialLedger ledger = ledger();
        for (long generation : new long[] {0, 1, 9, 10, 11, 100, LAST - 1, LAST}) {
            assertThat(ledger.add(staged(ORDERS, generation))).isTrue();
        }

        assertThat(ledger.of(ORDERS))
                .extracting(Credential::generation)
                .containsExactly(LAST, LAST - 1, 100L, 11L, 10L, 9L, 1L, 0L);
    }

    @Test
    public final void a_generation_that_is_not_later_than_all_others_is_not_added() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 3));
        ledger.add(staged(ORDERS, 12));
        List<Credential> before = ledger.of(ORDERS);

        for (long generation : new long[] {0, 3, 4, 12}) {
            assertThat(ledger.add(staged(ORDERS, generation).in(State.CURRENT)))
                    .as("generation %d", generation)
                    .isFalse();
        }
        assertThat(ledger.of(ORDERS)).isEqualTo(before);
    }

    @Test
    public final void each_service_counts_its_own_generations() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 5));

        assertThat(ledger.add(staged(new ServiceName("orders-api.eu"), 0))).isTrue();
        assertThat(ledger.add(staged(new ServiceName("orders"), 0))).isTrue();
        assertThat(ledger.of(ORDERS)).containsExactly(staged(ORDERS, 5));
    }

    @Test
    public final void services_are_paged_each_once_and_none_is_left_out() throws Exception {
        CredentialLedger ledger = ledger();
        Set<ServiceName> all = new HashSet<>();
        for (String name : List.of("orders", "orders-api", "orders.eu", "orders0", "acme", "zeta")) {
            ServiceName service = new ServiceName(name);
            all.add(service);
            ledger.add(staged(service, 0));
            ledger.add(staged(service, 1));
        }
        assertThat(ledger.of(PAYMENTS)).isEmpty();
        for (int most = 1; most <= all.size() + 1; most++) {
            List<ServiceName> found = new ArrayList<>();
            List<ServiceName> page = ledger.services(Optional.empty(), most);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(most);
                found.addAll(page);
                page = ledger.services(Optional.of(page.get(page.size() - 1)), most);
            }
            assertThat(found).as("pages of %d", most).doesNotHaveDuplicates().hasSameElementsAs(all);
        }
    }

    @Test
    public final void what_is_still_as_it_was_read_is_replaced_alone() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 0));
        ledger.add(staged(ORDERS, 1));
        Credential current = staged(ORDERS, 0).in(State.CURRENT);

        assertThat(ledger.replace(staged(ORDERS, 0), current)).isTrue();
        assertThat(ledger.of(ORDERS)).containsExactly(staged(ORDERS, 1), current);
        assertThat(ledger.replace(current, current.in(State.PREVIOUS))).isTrue();
        assertThat(ledger.of(ORDERS)).containsExactly(staged(ORDERS, 1), current.in(State.PREVIOUS));
    }

    @Test
    public final void what_differs_from_what_was_read_in_any_way_is_not_replaced() throws Exception {
        CredentialLedger ledger = ledger();
        Credential there = staged(ORDERS, 1);
        ledger.add(there);
        List<Credential> others = List.of(
                there.in(State.CURRENT),
                new Credential(ORDERS, 1, new CredentialProof.Certificate(), State.STAGED, OPEN),
                with(new Terms("team payments", MADE, Optional.empty(), List.of())),
                with(new Terms("team orders", MADE.plusNanos(1), Optional.empty(), List.of())),
                with(new Terms("team orders", MADE, Optional.of(ENDS), List.of())),
                with(new Terms(
                        "team orders",
                        MADE,
                        Optional.empty(),
                        List.of(Cidr.parse("::/0").orElseThrow()))));
        for (Credential known : others) {
            assertThat(ledger.replace(known, there.in(State.REVOKED)))
                    .as("%s", known)
                    .isFalse();
        }
        assertThat(ledger.of(ORDERS)).containsExactly(there);
    }

    private static Credential with(Terms terms) {
        return new Credential(ORDERS, 1, SECRET, State.STAGED, terms);
    }

    @Test
    public final void what_is_not_there_is_not_replaced() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 1));

        for (Credential missing : List.of(staged(ORDERS, 0), staged(ORDERS, 2), staged(PAYMENTS, 1))) {
            assertThat(ledger.replace(missing, missing.in(State.CURRENT))).isFalse();
        }
        assertThat(ledger.of(ORDERS)).containsExactly(staged(ORDERS, 1));
        assertThat(ledger.of(PAYMENTS)).isEmpty();
    }

    @Test
    public final void a_credential_is_not_replaced_by_another_one() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 1));

        for (Credential other : List.of(staged(ORDERS, 0), staged(ORDERS, 2), staged(PAYMENTS, 1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ledger.replace(staged(ORDERS, 1), other));
        }
        assertThat(ledger.of(ORDERS)).containsExactly(staged(ORDERS, 1));
        assertThat(ledger.of(PAYMENTS)).isEmpty();
    }

    @Test
    public final void of_many_who_add_one_generation_at_once_exactly_one_does() throws Exception {
        CredentialLedger ledger = ledger();
        for (int round = 0; round < 3; round++) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Credential own = ownedBy("writer " + i, round);
                writers.add(() -> ledger.add(own));
            }
            int winner = Race.onlyWinner(writers);

            assertThat(ledger.of(ORDERS)).first().isEqualTo(ownedBy("writer " + winner, round));
        }
    }

    @Test
    public final void of_many_who_replace_one_generation_at_once_exactly_one_does() throws Exception {
        CredentialLedger ledger = ledger();
        Credential known = staged(ORDERS, 7);
        ledger.add(known);
        for (int round = 0; round < 3; round++) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            Credential read = known;
            for (int i = 0; i < WRITERS; i++) {
                Credential own = ownedBy("round " + round + " writer " + i, 7);
                writers.add(() -> ledger.replace(read, own));
            }
            known = ownedBy("round " + round + " writer " + Race.onlyWinner(writers), 7);

            assertThat(ledger.of(ORDERS)).containsExactly(known);
        }
    }

    @Test
    public final void whatever_order_many_add_their_generations_in_those_that_were_added_are_there() throws Exception {
        CredentialLedger ledger = ledger();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Credential own = staged(ORDERS, i);
            writers.add(() -> ledger.add(own));
        }
        List<Boolean> added = Race.run(writers);
        List<Credential> expected = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            if (added.get(i)) {
                expected.add(staged(ORDERS, i));
            }
        }
        expected.sort(Comparator.comparing(Credential::generation).reversed());

        assertThat(added).last().isEqualTo(true);
        assertThat(ledger.of(ORDERS)).isEqualTo(expected);
    }

    @Test
    public final void what_is_over_is_forgotten_with_its_uses_and_the_rest_stays() throws Exception {
        CredentialLedger ledger = ledger();
        for (ServiceName service : List.of(ORDERS, PAYMENTS)) {
            for (long generation : new long[] {0, 9, 10}) {
                ledger.add(staged(service, generation).in(State.REVOKED));
            }
        }
        ledger.used(List.of(use(ORDERS, "client_credentials", 7), use(PAYMENTS, "client_credentials", 7)));
        Credential first = staged(ORDERS, 0).in(State.REVOKED);

        assertThat(ledger.forget(first)).isTrue();
        assertThat(ledger.of(ORDERS)).extracting(Credential::generation).containsExactly(10L, 9L);
        assertThat(ledger.usage(first.id())).isEqualTo(Usage.NONE);
        assertThat(ledger.of(PAYMENTS)).hasSize(3);
        assertThat(ledger.usage(new Credential.Id(PAYMENTS, 0))).isNotEqualTo(Usage.NONE);
        assertThat(ledger.forget(first)).isFalse();
        assertThat(ledger.replace(first, first)).isFalse();
        assertThat(ledger.services(Optional.empty(), 10)).containsExactly(ORDERS, PAYMENTS);
    }

    @Test
    public final void a_number_is_never_given_again_for_the_latest_one_is_not_forgotten() throws Exception {
        CredentialLedger ledger = ledger();
        for (long generation = 0; generation < 3; generation++) {
            ledger.add(staged(ORDERS, generation).in(State.REVOKED));
        }
        for (long generation = 2; generation >= 0; generation--) {
            boolean forgotten = ledger.forget(staged(ORDERS, generation).in(State.REVOKED));
            assertThat(forgotten).as("generation %d", generation).isEqualTo(generation < 2);
        }

        for (long generation = 0; generation < 3; generation++) {
            assertThat(ledger.add(staged(ORDERS, generation))).isFalse();
        }
        assertThat(ledger.add(staged(ORDERS, 3))).isTrue();
    }

    @Test
    public final void what_is_not_over_or_not_as_it_was_read_is_not_forgotten() throws Exception {
        CredentialLedger ledger = ledger();
        State[] states = {State.STAGED, State.CURRENT, State.PREVIOUS, State.REVOKED};
        for (State state : states) {
            ledger.add(staged(ORDERS, state.ordinal()).in(state));
        }
        ledger.add(staged(ORDERS, 9));
        List<Credential> before = ledger.of(ORDERS);

        for (State state : states) {
            Credential known = staged(ORDERS, state.ordinal());
            assertThat(ledger.forget(known.in(state))).as("%s", state).isEqualTo(state == State.REVOKED);
            assertThat(ledger.forget(known.in(State.REVOKED))).as("%s", state).isFalse();
        }
        assertThat(ledger.of(ORDERS)).hasSize(4).isSubsetOf(before);
    }

    private static Credential ownedBy(String owner, long generation) {
        return new Credential(
                ORDERS, generation, SECRET, State.STAGED, new Terms(owner, MADE, Optional.empty(), List.of()));
    }

    private static Use<Credential.Id> use(ServiceName service, String operation, long second) {
        return new Use<>(new Credential.Id(service, 0), operation, MADE.plusSeconds(second), second);
    }

    @Test
    public final void uses_of_a_credential_add_up_and_stay_with_it() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.add(staged(ORDERS, 0));
        ledger.add(staged(PAYMENTS, 0));
        Credential.Id id = new Credential.Id(ORDERS, 0);
        assertThat(ledger.usage(id)).isEqualTo(Usage.NONE);

        ledger.used(List.of(use(ORDERS, "client_credentials", 7), use(ORDERS, "introspection", 5)));
        ledger.used(List.of(use(ORDERS, "client_credentials", 6)));
        ledger.replace(staged(ORDERS, 0), staged(ORDERS, 0).in(State.CURRENT));
        ledger.add(staged(ORDERS, 1));

        assertThat(ledger.usage(id))
                .isEqualTo(new Usage(
                        Optional.of(MADE.plusSeconds(5)),
                        Optional.of(MADE.plusSeconds(7)),
                        Map.of("client_credentials", 13L, "introspection", 5L)));
        assertThat(ledger.usage(new Credential.Id(ORDERS, 1))).isEqualTo(Usage.NONE);
        assertThat(ledger.usage(new Credential.Id(PAYMENTS, 0))).isEqualTo(Usage.NONE);
        assertThat(ledger.of(ORDERS)).hasSize(2);
        assertThat(ledger.services(Optional.empty(), 10)).containsExactly(ORDERS, PAYMENTS);
    }

    @Test
    public final void uses_of_what_is_not_there_are_left_out() throws Exception {
        CredentialLedger ledger = ledger();
        ledger.used(List.of(use(ORDERS, "client_credentials", 7)));
        ledger.add(staged(ORDERS, 0));

        assertThat(ledger.usage(new Credential.Id(ORDERS, 0))).isEqualTo(Usage.NONE);
    }
}
