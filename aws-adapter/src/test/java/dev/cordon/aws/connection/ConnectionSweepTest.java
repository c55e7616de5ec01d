package dev.cordon.aws.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.publication.Head;
import dev.cordon.publication.InMemoryHeadStore;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When connections are gone through, and what becomes of each. */
final class ConnectionSweepTest {

    private static final SocketStage STAGE = new SocketStage("a1b2c3", "live");
    private static final Spread SPREAD = new Spread(Duration.ofSeconds(2), Duration.ofMinutes(5));

    private final InMemoryHeadStore heads = new InMemoryHeadStore();
    private final InMemoryConnectionNotes notes = new InMemoryConnectionNotes();
    private final Map<SocketStage, SweepNote> sweeps = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> looked = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private int judged;
    private Optional<String> unknown = Optional.empty();

    private final SweepNotes noted = new SweepNotes() {
        @Override
        public Optional<SweepNote> read(SocketStage stage) {
            return Optional.ofNullable(sweeps.get(stage));
        }

        @Override
        public boolean replace(SocketStage stage, Optional<SweepNote> known, SweepNote next) {
            boolean still = read(stage).equals(known);
            if (still) {
                sweeps.put(stage, next);
            }
            return still;
        }
    };

    private final Connections connections = (stage, id) -> {
        asked.add(id);
        if (refused.contains(id)) {
            throw new StoreUnavailableException("AWS throttles");
        }
        return open.remove(id);
    };

    private final Hindsight hindsight = () -> {
        if (unknown.isPresent()) {
            throw new StoreUnavailableException(unknown.get());
        }
        judged++;
        return one -> {
            looked.add(one.id());
            return new Hindsight.Finding(
                    Optional.of("web"), revoked.contains(one.id()) ? Optional.of("TOKEN_REVOKED") : Optional.empty());
        };
    };

    @BeforeEach
    void publish() throws Exception {
        change(1, 0, 0);
    }

    private void change(long policy, long revocations, long services) {
        heads.plant(Optional.of(new Head(policy, 1, revocations, 0, services)));
    }

    private void sweep(Duration later) {
        sweep(later, () -> true);
    }

    private void sweep(Duration later, BooleanSupplier hasTime) {
        now = now.plus(later);
        new ConnectionSweep(
                        heads,
                        new ConnectionSweep.Parts(noted, notes, connections, hindsight),
                        List.of(STAGE),
                        () -> SPREAD,
                        () -> now)
                .sweep(hasTime, told::add);
    }

    private void connect(String... ids) throws Exception {
        for (String id : ids) {
            notes.note(STAGE, NotedConnection.opening(id, now, "{}"));
            open.add(id);
        }
    }

    private List<String> left() {
        return notes.of(STAGE).stream().map(NotedConnection::id).toList();
    }

    /** The first sweep and both that come later of themselves. */
    private void settle() {
        sweep(Duration.ZERO);
        sweep(Duration.ofMinutes(1));
        sweep(Duration.ofMinutes(6));
        judged = 0;
    }

    @Test
    void what_is_denied_by_now_is_closed_forgotten_and_told_and_all_else_stays() throws Exception {
        settle();
        connect("c1", "c2", "c3", "c4", "c5");
        revoked.addAll(List.of("c2", "c5"));
        change(1, 1, 0);

        sweep(Duration.ofMinutes(2));

        assertThat(open).containsExactlyInAnyOrder("c1", "c3", "c4");
        assertThat(left()).containsExactly("c1", "c3", "c4");
        assertThat(asked).containsExactly("c2", "c5");
        assertThat(looked).as("each once").containsExactly("c1", "c2", "c3", "c4", "c5");
        assertThat(told)
                .containsExactly(
                        "connection `c2` of stage `a1b2c3/live` is closed: caller `web`, TOKEN_REVOKED",
                        "connection `c5` of stage `a1b2c3/live` is closed: caller `web`, TOKEN_REVOKED");
    }

    @Test
    void they_are_gone_through_once_something_changed_and_again_when_everybody_knows_and_then_no_more() {
        settle();
        for (int minute = 0; minute < 20; minute++) {
            sweep(Duration.ofMinutes(1));
        }
        assertThat(judged).as("nothing changed").isZero();

        change(1, 1, 0);
        sweep(Duration.ofMinutes(1));
        assertThat(judged).isEqualTo(1);
        sweep(Duration.ofSeconds(16));
        assertThat(judged)
                .as("what an authorizer allowed last may not be noted yet")
                .isEqualTo(1);
        sweep(Duration.ofSeconds(1));
        assertThat(judged).as("two seconds of refresh, and fifteen").isEqualTo(2);
        sweep(Duration.ofMinutes(4));
        assertThat(judged)
                .as("one that can't read it may go on for five minutes")
                .isEqualTo(2);
        sweep(Duration.ofMinutes(1));
        assertThat(judged).isEqualTo(3);
        for (int minute = 0; minute < 20; minute++) {
            sweep(Duration.ofMinutes(1));
        }
        assertThat(judged).isEqualTo(3);
    }

    @Test
    void a_revocation_an_event_and_a_policy_are_changes_each() {
        settle();
        change(1, 1, 0);
        sweep(Duration.ofMinutes(10));
        change(1, 1, 1);
        sweep(Duration.ofMinutes(10));
        change(2, 1, 1);
        sweep(Duration.ofMinutes(10));
        assertThat(judged).isEqualTo(3);
    }

    @Test
    void a_connection_that_an_authorizer_let_in_by_what_it_knew_before_is_closed_later() throws Exception {
        settle();
        change(1, 1, 0);
        sweep(Duration.ofMinutes(1));
        connect("late");
        revoked.add("late");

        sweep(Duration.ofSeconds(30));

        assertThat(open).isEmpty();
    }

    @Test
    void many_changes_are_one_sweep_in_a_while() {
        settle();
        now = now.plus(Duration.ofMinutes(1));
        for (int i = 1; i <= 5; i++) {
            change(1, 0, i);
            sweep(Duration.ofSeconds(1));
        }
        assertThat(judged).isEqualTo(1);
        sweep(ConnectionSweep.PAUSE);
        assertThat(judged).isEqualTo(2);
    }

    @Test
    void what_api_gateway_refuses_is_kept_told_and_closed_by_the_next_round() throws Exception {
        settle();
        connect("c1", "c2", "c3");
        revoked.addAll(List.of("c1", "c2", "c3"));
        refused.addAll(List.of("c1", "c3"));
        change(1, 1, 0);

        sweep(Duration.ofMinutes(2));
        assertThat(open).containsExactlyInAnyOrder("c1", "c3");
        assertThat(left()).containsExactly("c1", "c3");
        assertThat(told).last().asString().contains("a1b2c3/live", "2 connections", "AWS throttles");

        refused.clear();
        sweep(ConnectionSweep.PAUSE);
        assertThat(open).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void one_that_is_gone_is_forgotten_but_not_while_it_may_be_opening() throws Exception {
        settle();
        connect("old");
        now = now.plus(Duration.ofMinutes(2));
        connect("young");
        open.clear();
        revoked.addAll(List.of("old", "young"));
        change(1, 1, 0);

        sweep(Duration.ofSeconds(20));
        assertThat(left()).containsExactly("young");
        assertThat(told).noneMatch(line -> line.contains("is closed")).anyMatch(line -> line.contains("handshake"));

        open.add("young");
        sweep(ConnectionSweep.PAUSE);
        assertThat(open).as("it opened meanwhile").isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void one_that_can_not_be_open_any_more_is_nobodys_business() throws Exception {
        connect("c1");
        revoked.add("c1");
        settle();
        asked.clear();
        connect("c2");
        revoked.add("c2");
        change(1, 1, 0);

        sweep(NotedConnection.LONGEST);

        assertThat(asked).isEmpty();
    }

    @Test
    void where_time_runs_out_the_next_round_goes_on() throws Exception {
        settle();
        connect("c1", "c2", "c3", "c4", "c5");
        revoked.addAll(open);
        change(1, 1, 0);
        int[] looks = {0};

        sweep(Duration.ofMinutes(2), () -> looks[0]++ < 4);
        assertThat(open).hasSize(2);
        assertThat(told).last().asString().contains("not all looked at in time");

        sweep(ConnectionSweep.PAUSE);
        assertThat(open).isEmpty();
    }

    @Test
    void a_round_that_goes_on_comes_to_each_once() throws Exception {
        settle();
        connect("c1", "c2", "c3", "c4", "c5");
        change(1, 1, 0);
        int[] looks = {0};
        sweep(Duration.ofMinutes(2), () -> looks[0]++ < 4);
        assertThat(looked).containsExactly("c1", "c2", "c3");
        looked.clear();
        told.clear();

        sweep(ConnectionSweep.PAUSE);

        assertThat(looked).containsExactly("c4", "c5", "c1", "c2", "c3");
        assertThat(told).isEmpty();
        assertThat(sweeps.get(STAGE).whole()).isTrue();
    }

    @Test
    void where_time_never_suffices_for_all_each_is_looked_at_in_its_turn() throws Exception {
        settle();
        connect("c1", "c2", "c3", "c4", "c5", "c6", "c7");
        revoked.add("c7");
        change(1, 1, 0);

        for (int round = 0; round < 3; round++) {
            int[] looks = {0};
            sweep(Duration.ofMinutes(1), () -> looks[0]++ < 4);
        }
        assertThat(open).hasSize(6).doesNotContain("c7");

        revoked.add("c1");
        change(1, 2, 0);
        for (int round = 0; round < 3; round++) {
            int[] looks = {0};
            sweep(Duration.ofMinutes(1), () -> looks[0]++ < 4);
        }
        assertThat(open).hasSize(5).doesNotContain("c1");

        sweep(Duration.ofMinutes(1));
        assertThat(sweeps.get(STAGE).whole()).as("all of them at once").isTrue();
        assertThat(sweeps.get(STAGE).stopped()).isEmpty();
    }

    @Test
    void without_time_nothing_is_begun() throws Exception {
        settle();
        change(1, 1, 0);

        sweep(Duration.ofMinutes(2), () -> false);

        assertThat(judged).isZero();
    }

    @Test
    void where_it_is_not_known_what_is_revoked_nothing_is_closed_and_the_next_round_tries_again() throws Exception {
        settle();
        connect("c1");
        revoked.add("c1");
        change(1, 1, 0);
        unknown = Optional.of("the bucket does not answer");

        sweep(Duration.ofMinutes(2));
        assertThat(open).containsExactly("c1");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("a1b2c3/live", "may stay open", "the bucket does not answer");

        unknown = Optional.empty();
        sweep(Duration.ofSeconds(1));
        assertThat(open).isEmpty();
    }

    @Test
    void where_the_head_can_not_be_read_that_is_told() {
        settle();
        told.clear();
        heads.outage().begins();

        sweep(Duration.ofMinutes(2));

        assertThat(told).singleElement().asString().contains("a1b2c3/live", "may stay open");
        assertThat(judged).isZero();
    }

    @Test
    void who_was_faster_with_later_changes_is_not_overwritten() throws Exception {
        settle();
        change(1, 1, 0);
        SweepNote theirs = new SweepNote(new Changes(1, 2, 0), now, now, true, Optional.empty());
        connect("c1");
        revoked.add("c1");
        int[] looks = {0};

        sweep(Duration.ofMinutes(2), () -> {
            if (looks[0]++ > 0) {
                sweeps.put(STAGE, theirs);
            }
            return true;
        });

        assertThat(open).isEmpty();
        assertThat(sweeps).containsEntry(STAGE, theirs);
    }
}
