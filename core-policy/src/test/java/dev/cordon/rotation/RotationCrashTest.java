package dev.cordon.rotation;

import static dev.cordon.rotation.RotationWorld.ORDERS;
import static dev.cordon.rotation.RotationWorld.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.revocation.Revocation;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that dies before or after any call to any store, and the next one, to which its event is delivered again.
 */
class RotationCrashTest {

    enum Story {
        DEPLOYED,
        ROLLED_BACK,
        SUSPECTED,
        RETIRED
    }

    private static LifeEvent event(Story story, RotationWorld world) {
        return switch (story) {
            case DEPLOYED -> world.deployed(3);
            case ROLLED_BACK -> new LifeEvent.RolledBack(world.request(3));
            case SUSPECTED -> new LifeEvent.Suspected(1);
            case RETIRED -> new LifeEvent.Retired(world.request(3));
        };
    }

    private static RotationWorld begun(Story story) throws Exception {
        RotationWorld world = new RotationWorld();
        world.after(world.deployed(1));
        world.after(world.deployed(2));
        if (story == Story.DEPLOYED) {
            world.later(TERMS.grace());
        }
        return world;
    }

    @ParameterizedTest
    @EnumSource
    void whenever_a_process_dies_the_next_one_comes_to_the_same_end(Story story) throws Exception {
        int points = 0;
        boolean died = true;
        while (died) {
            RotationWorld world = begun(story);
            Fuse fuse = new Fuse(++points);
            died = dies(world, fuse, event(story, world));
            String told = story + " dead at point " + points;
            assertThat(world.oddEnds()).as(told).allMatch(entry -> entry.until().isEmpty());
            if (story == Story.DEPLOYED || story == Story.ROLLED_BACK) {
                assertThat(world.givenWorks()).as(told).isTrue();
            }
            world.rotations().take(ORDERS, event(story, world));
            for (int i = 0; i < 10; i++) {
                world.settled();
                world.later(TERMS.grace());
            }
            checkEnd(story, world, told);
        }
        assertThat(points).isGreaterThan(40);
    }

    private static boolean dies(RotationWorld world, Fuse fuse, LifeEvent event) throws Exception {
        try {
            Rotations rotations = world.rotations(fuse::before);
            rotations.take(ORDERS, event);
            rotations.work(10);
            world.later(TERMS.grace());
            rotations.work(10);
            return false;
        } catch (Struck.Death e) {
            return true;
        }
    }

    private static void checkEnd(Story story, RotationWorld world, String told) throws Exception {
        long current = switch (story) {
            case DEPLOYED, SUSPECTED -> 2;
            case ROLLED_BACK -> 0;
            case RETIRED -> -1;
        };
        for (Credential one : world.all()) {
            assertThat(one.state()).as(told).isEqualTo(one.generation() == current ? State.CURRENT : State.REVOKED);
        }
        if (story == Story.RETIRED) {
            assertThat(world.vault.kept(Optional.empty(), 10)).as(told).isEmpty();
        } else {
            assertThat(world.givenWorks()).as(told).isTrue();
            assertThat(world.vault.kept(Optional.empty(), 10))
                    .as(told)
                    .containsExactly(new Credential.Id(ORDERS, current));
        }
        assertThat(world.oddEnds()).as(told).isEmpty();
        assertThat(world.revocations.read().entries())
                .as(told)
                .containsExactlyInAnyOrderElementsOf(
                        story == Story.SUSPECTED || story == Story.RETIRED
                                ? Set.of(new Revocation.OfGeneration(ORDERS, 0), new Revocation.OfGeneration(ORDERS, 1))
                                : Set.of());
    }
}
