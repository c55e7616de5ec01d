package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which deliveries, two workers, their single writes, failures and crashes can follow each other, in small
 * worlds: each event arrives in any order, twice, once, or never.
 */
class CredentialLivesTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    /** Distinct worlds of each story, whose whole space may be millions. */
    private static final int MOST = FULL ? 400_000 : 40_000;

    /** One in so many is run to its end. */
    private static final int SAMPLE = 20;

    private static final int LONG_ENOUGH = 200;

    enum Story {
        TWO_DEPLOYS,
        A_DEPLOY_THAT_IS_TAKEN_BACK,
        A_DEPLOY_AND_THE_END,
        A_SERVICE_THAT_COMES_BACK,
        A_SUSPICION
    }

    private static List<LifeEvent> events(Story story) {
        return switch (story) {
            case TWO_DEPLOYS -> List.of(deployed(1), deployed(2));
            case A_DEPLOY_THAT_IS_TAKEN_BACK -> List.of(deployed(1), deployed(2), new LifeEvent.RolledBack(request(3)));
            case A_DEPLOY_AND_THE_END -> List.of(deployed(1), deployed(2), new LifeEvent.Retired(request(3)));
            case A_SERVICE_THAT_COMES_BACK -> List.of(deployed(1), new LifeEvent.Retired(request(2)), deployed(3));
            case A_SUSPICION -> List.of(deployed(1), deployed(2), new LifeEvent.Suspected(0));
        };
    }

    private static LifeEvent deployed(int second) {
        return new LifeEvent.Wanted(request(second), LifeEvent.Cause.DEPLOYED, Optional.empty());
    }

    private static LifeEvent.Request request(int second) {
        return new LifeEvent.Request(Instant.parse("2026-11-28T11:00:00Z").plusSeconds(second), "e" + second);
    }

    @ParameterizedTest
    @EnumSource
    void a_living_service_always_has_a_credential_that_works_and_a_retired_one_loses_all(Story story) {
        Set<TokenHash> seen = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        List<LifeEvent> events = events(story);
        World begin = World.begin(events.size());
        seen.add(begin.key());
        open.add(begin);
        int ended = 0;
        while (!open.isEmpty() && seen.size() < MOST) {
            World world = open.poll();
            check(world);
            if (Math.floorMod(world.key().hashCode(), SAMPLE) == 0) {
                checkRest(world, story);
                ended++;
            }
            for (World next : next(world, events)) {
                if (seen.add(next.key())) {
                    open.add(next);
                }
            }
        }
        assertThat(seen.size()).isGreaterThan(30_000);
        assertThat(ended).isGreaterThan(500);
    }

    private static List<World> next(World world, List<LifeEvent> events) {
        List<World> next = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (world.history().delivered().get(i) < 2) {
                next.add(world.delivered(i, events.get(i)));
            }
        }
        next.add(world.later());
        for (int worker = 0; worker < world.workers().size(); worker++) {
            if (world.workers().get(worker).isEmpty()) {
                world.started(worker).ifPresent(next::add);
            } else {
                next.add(world.stepped(worker));
                next.add(world.crashed(worker));
                next.add(world.failed(worker));
            }
        }
        return next;
    }

    private static void check(World world) {
        assertThat(world.usable()).as("%s", world).isLessThanOrEqualTo(2);
        if (world.history().served()
                && !world.isRetired()
                && !world.history().suspected()
                && !world.history().ended()) {
            assertThat(world.givenWorks()).as("%s", world).isTrue();
        }
    }

    /** Where nothing more arrives or fails, everything comes to rest. */
    private static void checkRest(World from, Story story) {
        World world = from;
        for (int worker = 0; worker < from.workers().size(); worker++) {
            world = world.crashed(worker);
        }
        for (int i = 0; i < LONG_ENOUGH; i++) {
            world = world.workers().get(0).isPresent()
                    ? world.stepped(0)
                    : world.started(0).orElseGet(world::later);
        }
        String told = story + " from " + from + " to " + world;
        assertThat(world.life().generations())
                .as(told)
                .allMatch(one -> one.state() == GenerationState.PARKED
                        || one.state() == GenerationState.CURRENT && one.settled());
        if (world.isRetired()) {
            assertThat(world.usable()).as(told).isZero();
            assertThat(world.vault()).as(told).isEmpty();
        } else if (world.life().in(GenerationState.CURRENT).isPresent()) {
            assertThat(world.usable()).as(told).isOne();
            assertThat(world.givenWorks()).as(told).isTrue();
        }
    }
}
