package dev.cordon.aws.host;

import static dev.cordon.aws.host.ControlShop.GRACE;
import static dev.cordon.aws.host.ControlShop.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.credential.Credential;
import dev.cordon.lifecycle.Finding;
import dev.cordon.rotation.Struck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Lives of a service on AWS's stores, in which processes die at any of their requests: the queue hands the same
 * messages to the next process, more than once and the last first, and that one ends where an undisturbed one does.
 */
final class LifecycleCrashOnAwsTest {

    /** Of so many writes that follow each other, each story has a death at another one. */
    private static final int STEP = Boolean.getBoolean("cordon.full") ? 1 : 3;

    private ControlShop shop;

    /** Which processes there are before one that lives. */
    private interface Dying {

        /** The one that comes after that many others. */
        StruckProcess process(Story story, int others);
    }

    private enum Story {
        FIRST_DEPLOY,
        UPDATE,
        DELETE
    }

    /** Which events a process gets at once. */
    private static List<String> events(Story story) {
        return switch (story) {
            case FIRST_DEPLOY -> List.of("CreateFunction20150331");
            case UPDATE -> List.of("UpdateFunctionCode20150331v2");
            case DELETE -> List.of("UpdateFunctionCode20150331v2", "DeleteFunction20150331");
        };
    }

    private List<String> messages(Story story) {
        List<String> messages = new ArrayList<>();
        for (String name : events(story)) {
            shop.later(Duration.ofMinutes(1));
            messages.add(shop.event(name, story + "-" + messages.size()));
        }
        return messages;
    }

    /** The last first, and each twice. */
    private static List<String> again(List<String> messages) {
        List<String> back = new ArrayList<>(messages);
        Collections.reverse(back);
        List<String> twice = new ArrayList<>(back);
        twice.addAll(back);
        return twice;
    }

    /** Messages, and what the schedule does until all that follows is done. */
    private void live(ControlPlane plane, List<String> messages) throws Exception {
        answer(plane, batch(messages.toArray(String[]::new)));
        shop.later(GRACE);
        answer(plane, "{\"schedule\":\"work\"}");
    }

    private static void answer(ControlPlane plane, String text) throws Exception {
        byte[] answer = plane.answer(ControlShop.utf8(text), () -> true);
        assertThat(new String(answer, StandardCharsets.UTF_8)).doesNotContain("itemIdentifier");
    }

    private boolean dies(StruckProcess process, List<String> messages) throws Exception {
        try {
            live(shop.plane(process.access(shop)), messages);
            return false;
        } catch (Struck.Death e) {
            return true;
        }
    }

    /** All stories of one service, in each of which so many processes die one after another. */
    private boolean live(int deaths, Dying dying, String told) throws Exception {
        boolean any = false;
        shop = new ControlShop(Map.of(), LocalDynamo.bench());
        for (Story story : Story.values()) {
            String here = story + ", " + told;
            List<String> messages = messages(story);
            boolean died = true;
            for (int i = 0; died && i < deaths; i++) {
                died = dies(dying.process(story, i), messages);
                any |= died;
                checkBetween(story, here);
                if (died) {
                    messages = again(messages);
                }
            }
            if (died) {
                assertThat(dies(StruckProcess.living(), messages)).isFalse();
            }
            checkEnd(story, here);
        }
        return any;
    }

    /** A service that lives all the time can use what it is given, wherever a process died. */
    private void checkBetween(Story story, String told) throws Exception {
        Optional<Credential> given = ServiceSecrets.given(shop);
        if (story == Story.UPDATE) {
            assertThat(given).as(told).isPresent();
        }
        if (story != Story.DELETE && given.isPresent()) {
            assertThat(given.get().isUsable(shop.now())).as(told).isTrue();
        }
    }

    private void checkEnd(Story story, String told) throws Exception {
        switch (story) {
            case FIRST_DEPLOY -> {
                ServiceSecrets.requireOne(shop, told);
                assertThat(shop.secret("AWSCURRENT")).as(told).contains("\"generation\":\"0\"");
            }
            case UPDATE -> {
                ServiceSecrets.requireOne(shop, told);
                assertThat(shop.secret("AWSCURRENT")).as(told).contains("\"generation\":\"1\"");
            }
            case DELETE -> {
                ServiceSecrets.requireNone(shop, told);
                answer(shop.plane(shop.control()), "{\"schedule\":\"reconcile\"}");
                assertThat(shop.told.findings)
                        .as(told)
                        .extracting(Finding::kind)
                        .doesNotContain(Finding.Kind.NOT_OVER);
            }
        }
    }

    @Test
    void whenever_a_process_dies_at_a_write_the_next_one_comes_to_the_same_end() throws Exception {
        int writes = 0;
        for (boolean died = true; died; writes += STEP) {
            int at = writes + 1;
            died = live(
                    1,
                    (story, i) -> StruckProcess.dyingBefore(at + story.ordinal() % STEP),
                    "dead before write " + at + " or one of the next");
        }
        System.out.printf("lives on AWS's stores, dead at one of %d writes of each story%n", writes);
        assertThat(writes).isGreaterThan(20);
    }

    /** Before and after each request, whatever it asks. */
    @Test
    @EnabledIfSystemProperty(named = "cordon.full", matches = "true")
    void whenever_a_process_dies_the_next_one_comes_to_the_same_end() throws Exception {
        int moment = 0;
        boolean died = true;
        while (died) {
            int at = ++moment;
            died = live(1, (story, i) -> StruckProcess.dyingAt(at), "dead at moment " + at);
        }
        assertThat(moment).isGreaterThan(100);
    }

    @Test
    @EnabledIfSystemProperty(named = "cordon.full", matches = "true")
    void whenever_the_next_process_dies_too_the_one_after_it_comes_to_the_same_end() throws Exception {
        boolean died = true;
        for (int first = 1; died; first++) {
            int[] at = {first, 0};
            for (at[1] = 1 + first % 5; at[1] < 30; at[1] += 5) {
                died = live(
                        2,
                        (story, i) -> StruckProcess.dyingBefore(at[i]),
                        "dead before writes " + at[0] + " and " + at[1]);
            }
        }
    }
}
