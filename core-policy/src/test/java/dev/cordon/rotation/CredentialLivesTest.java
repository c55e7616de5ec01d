package dev.cordon.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every way in which deliveries, two workers, their single writes, failures and crashes can follow each other, in small
 * worlds: each event arrives in any order, twice, once, or never.
 */
class CredentialLivesTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    /** Distinct worlds of each story, whose whole space may be millions. */
    private static final int MOST = FULL ? 400_000 : 40_000;

    /** Of all stories together. */
    private static final int DEMANDED = FULL ? 1_000_000 : 100_000;

    /** One in so many is run to its end. */
    private static final int SAMPLE = 20;

    private static final int LONG_ENOUGH = 200;

    enum Story {
        TWO_DEPLOYS,
        A_DEPLOY_THAT_IS_TAKEN_BACK,
        A_DEPLOY_AND_THE_END,
        A_SERVICE_THAT_COMES_BACK,
        A_SUSPICION,
        TAKEN_BACK_AFTER_THE_END,
        TAKEN_BACK_BEFORE_THE_END,
        TAKEN_BACK_WHEN_IT_IS_BACK,
        A_SUSPICION_AND_THE_END,
        TWO_SERVICES
    }

    /** What happens to each service. */
    private static List<List<LifeEvent>> events(Story story) {
        return switch (story) {
            case TWO_DEPLOYS -> List.of(List.of(deployed(1), deployed(2)));
            case A_DEPLOY_THAT_IS_TAKEN_BACK -> List.of(List.of(deployed(1), deployed(2), rolledBack(3)));
            case A_DEPLOY_AND_THE_END -> List.of(List.of(deployed(1), deployed(2), retired(3)));
            case A_SERVICE_THAT_COMES_BACK -> List.of(List.of(deployed(1), retired(2), deployed(3)));
            case A_SUSPICION -> List.of(List.of(deployed(1), deployed(2), new LifeEvent.Suspected(0)));
            case TAKEN_BACK_AFTER_THE_END -> List.of(List.of(deployed(1), retired(2), rolledBack(3)));
            case TAKEN_BACK_BEFORE_THE_END -> List.of(List.of(deployed(1), deployed(2), rolledBack(3), retired(4)));
            case TAKEN_BACK_WHEN_IT_IS_BACK -> List.of(List.of(deployed(1), retired(2), deployed(3), rolledBack(4)));
            case A_SUSPICION_AND_THE_END -> List.of(List.of(deployed(1), new LifeEvent.Suspected(0), retired(2)));
            case TWO_SERVICES -> List.of(List.of(deployed(1), deployed(2)), List.of(deployed(1), retired(2)));
        };
    }

    private static LifeEvent deployed(int second) {
        return new LifeEvent.Wanted(request(second), LifeEvent.Cause.DEPLOYED, Optional.empty());
    }

    private static LifeEvent rolledBack(int second) {
        return new LifeEvent.RolledBack(request(second));
    }

    private static LifeEvent retired(int second) {
        return new LifeEvent.Retired(request(second));
    }

    private static LifeEvent.Request request(int second) {
        return new LifeEvent.Request(Instant.parse("2026-11-28T11:00:00Z").plusSeconds(second), "e" + second);
    }

    @Test
    void a_living_service_always_has_a_credential_that_works_and_a_retired_one_loses_all() {
        Map<Story, Integer> counts = new EnumMap<>(Story.class);
        for (Story story : Story.values()) {
            counts.put(story, explore(story));
        }
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
                .as("%s", counts)
                .isGreaterThanOrEqualTo(DEMANDED);
    }

    /** How many distinct worlds there are of a story, or were looked at. */
    private static int explore(Story story) {
        List<List<LifeEvent>> events = events(story);
        Set<TokenHash> seen = new HashSet<>();
        Deque<Lives> open = new ArrayDeque<>();
        Lives begin = Lives.begin(events);
        seen.add(begin.key());
        open.add(begin);
        int looked = 0;
        int ended = 0;
        while (!open.isEmpty() && seen.size() < MOST) {
            // near ones and far ones in turn, for the whole space may be too large
            Lives lives = looked++ % 2 == 0 ? open.removeFirst() : open.removeLast();
            for (int i = 0; i < events.size(); i++) {
                check(lives.services().get(i), events.get(i));
            }
            if (Math.floorMod(lives.key().hashCode(), SAMPLE) == 0) {
                for (int i = 0; i < events.size(); i++) {
                    checkRest(lives.services().get(i), events.get(i));
                }
                ended++;
            }
            for (Lives next : lives.next(events)) {
                if (seen.add(next.key())) {
                    open.add(next);
                }
            }
        }
        System.out.printf(
                "lives of credentials: %s, %,d states%s, %,d of them run to their end%n",
                story.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                seen.size(),
                open.isEmpty() ? ", which is the whole space" : " of more",
                ended);
        assertThat(ended).as("%s", story).isPositive();
        return seen.size();
    }

    /** Whether a service lives, and whether it does not, by what was delivered alone: what happened last counts. */
    private record Told(boolean lives, boolean retired) {

        static Told of(World world, List<LifeEvent> events) {
            Map<LifeEvent.Request, Boolean> delivered =
                    new TreeMap<>(Comparator.comparing(LifeEvent.Request::occurredAt));
            for (int i = 0; i < events.size(); i++) {
                if (world.history().delivered().get(i) > 0) {
                    if (events.get(i) instanceof LifeEvent.Wanted deployed) {
                        delivered.put(deployed.request(), true);
                    } else if (events.get(i) instanceof LifeEvent.Retired retired) {
                        delivered.put(retired.request(), false);
                    }
                }
            }
            Optional<Boolean> last = delivered.values().stream().reduce((one, other) -> other);
            return new Told(last.orElse(false), !last.orElse(true));
        }
    }

    private static void check(World world, List<LifeEvent> events) {
        Told told = Told.of(world, events);
        assertThat(world.isRetired()).as("%s", world).isEqualTo(told.retired());
        assertThat(world.usable()).as("%s", world).isLessThanOrEqualTo(2);
        assertThat(world.ledger().keySet())
                .as("%s", world)
                .allMatch(number -> number < world.life().next());
        if (world.history().served()
                && !told.retired()
                && !world.history().suspected()
                && !world.history().ended()) {
            assertThat(world.givenWorks()).as("%s", world).isTrue();
        }
        assertThat(isStuck(world)).as("%s", world).isFalse();
    }

    /** Whether there is something to do that no time will bring about. */
    private static boolean isStuck(World world) {
        boolean atRest = world.life().generations().stream()
                .allMatch(one -> one.state() == GenerationState.PARKED
                        || one.state() == GenerationState.CURRENT && one.settled());
        return !atRest && world.life().due().isEmpty();
    }

    /** Where nothing more arrives or fails, everything comes to rest. */
    private static void checkRest(World from, List<LifeEvent> events) {
        World world = from;
        for (int worker = 0; worker < from.workers().size(); worker++) {
            world = world.crashed(worker);
        }
        for (int i = 0; i < LONG_ENOUGH; i++) {
            world = world.workers().get(0).isPresent()
                    ? world.stepped(0)
                    : world.started(0).orElseGet(world::later);
        }
        String how = "from " + from + " to " + world;
        Told told = Told.of(world, events);
        assertThat(world.life().generations())
                .as(how)
                .allMatch(one -> one.state() == GenerationState.PARKED
                        || one.state() == GenerationState.CURRENT && one.settled());
        if (!told.lives()) {
            assertThat(world.life().generations()).as(how).isEmpty();
            assertThat(world.usable()).as(how).isZero();
            assertThat(world.vault()).as(how).isEmpty();
        } else if (world.life().in(GenerationState.CURRENT).isPresent()) {
            assertThat(world.usable()).as(how).isOne();
            assertThat(world.givenWorks()).as(how).isTrue();
        } else {
            assertThat(world.life().in(GenerationState.PARKED)).as(how).isPresent();
        }
    }

    /** Services that have nothing in common but the workers. */
    private record Lives(List<World> services) {

        static Lives begin(List<List<LifeEvent>> events) {
            return new Lives(events.stream().map(own -> World.begin(own.size())).toList());
        }

        TokenHash key() {
            return services.size() == 1
                    ? services.get(0).key()
                    : TokenHash.of(services.stream().map(World::key).toList().toString());
        }

        private Lives with(int service, World world) {
            List<World> next = new ArrayList<>(services);
            next.set(service, world);
            return new Lives(List.copyOf(next));
        }

        List<Lives> next(List<List<LifeEvent>> events) {
            List<Lives> next = new ArrayList<>();
            next.add(new Lives(services.stream().map(World::later).toList()));
            for (int i = 0; i < services.size(); i++) {
                int service = i;
                Stream.concat(delivered(services.get(i), events.get(i)), worked(i))
                        .forEach(world -> next.add(with(service, world)));
            }
            return next;
        }

        private static Stream<World> delivered(World world, List<LifeEvent> events) {
            List<World> next = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (world.history().delivered().get(i) < 2) {
                    next.add(world.delivered(i, events.get(i)));
                }
            }
            return next.stream();
        }

        private Stream<World> worked(int service) {
            World world = services.get(service);
            List<World> next = new ArrayList<>();
            for (int worker = 0; worker < world.workers().size(); worker++) {
                if (world.workers().get(worker).isPresent()) {
                    next.add(world.stepped(worker));
                    next.add(world.crashed(worker));
                    next.add(world.failed(worker));
                } else if (isIdle(worker)) {
                    world.started(worker).ifPresent(next::add);
                }
            }
            return next.stream();
        }

        private boolean isIdle(int worker) {
            return services.stream().allMatch(one -> one.workers().get(worker).isEmpty());
        }
    }
}
