package dev.cordon.aws.host;

import static dev.cordon.aws.host.ControlShop.GRACE;
import static dev.cordon.aws.host.ControlShop.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.aws.store.MotoFunction;
import dev.cordon.document.Json;
import dev.cordon.race.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that are at the same service at once: in the end there is one secret, and both ends have the same. */
final class LifecycleRacesOnAwsTest {

    /** Of so many writes that follow each other, somebody else comes before one. */
    private static final int STEP = Boolean.getBoolean("cordon.full") ? 1 : 5;

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    private ControlShop shop;
    private String before;

    @BeforeEach
    void deploy() throws Exception {
        shop = new ControlShop(Map.of(), LocalDynamo.bench());
        answer(StruckProcess.living(), batch(shop.event("CreateFunction20150331", "e0")));
        before = shop.secret("AWSCURRENT");
    }

    private void answer(StruckProcess process, String text) throws Exception {
        answer(shop.plane(process.access(shop)), text);
    }

    private static boolean answer(ControlPlane plane, String text) throws Exception {
        return plane.answer(ControlShop.utf8(text), () -> true).length > 0;
    }

    private String update(String id) {
        shop.later(Duration.ofMinutes(1));
        return batch(shop.event("UpdateFunctionCode20150331v2", id));
    }

    /** What happens until all is done. */
    private interface Again {
        void happens() throws Exception;
    }

    private void work() throws Exception {
        answer(StruckProcess.living(), "{\"schedule\":\"work\"}");
    }

    /** The one before has its grace, and what each event wanted is done by the end of it. */
    private void requireOneInTheEnd(String told, Again again) throws Exception {
        String current = shop.secret("AWSCURRENT");
        assertThat(current).as(told).isNotEqualTo(before);
        for (String one : List.of(before, current)) {
            assertThat(TokenCalls.status(shop, one)).as(told).isEqualTo(Json.of(200));
        }
        for (int i = 0; i < 2; i++) {
            shop.later(GRACE);
            again.happens();
        }
        ServiceSecrets.requireOne(shop, told);
        assertThat(TokenCalls.status(shop, shop.secret("AWSCURRENT"))).as(told).isEqualTo(Json.of(200));
        assertThat(TokenCalls.status(shop, before)).as(told).isEqualTo(Json.of(401));
        before = shop.secret("AWSCURRENT");
    }

    @Test
    void two_functions_with_two_deploys_at_once_leave_one_secret() throws Exception {
        for (int round = 0; round < 3; round++) {
            String one = update("a" + round);
            String other = update("b" + round);
            ControlPlane first = shop.plane(StruckProcess.living().access(shop));
            ControlPlane second = shop.plane(StruckProcess.living().access(shop));
            List<Callable<Boolean>> both = List.of(() -> answer(first, one), () -> answer(second, other));

            assertThat(Race.run(both)).containsOnly(true);
            // a step at which one met the other is tried again after its pause
            shop.later(Duration.ofMinutes(1));
            work();
            requireOneInTheEnd("round " + round, this::work);
        }
    }

    @Test
    void a_deploy_that_another_function_takes_between_any_two_writes_leaves_one_secret() throws Exception {
        boolean met = true;
        for (int write = 1; met; write += STEP) {
            String one = update("a" + write);
            String other = update("b" + write);
            StruckProcess struck = StruckProcess.before(write, () -> answer(StruckProcess.living(), other));
            answer(struck, one);
            met = struck.isStruck();
            requireOneInTheEnd("the other one before write " + write, this::work);
        }
    }

    private String asked(Map<String, Instant> madeAt) {
        String version = UUID.randomUUID().toString();
        madeAt.put(version, shop.now());
        shop.secrets()
                .rotateSecret(request -> request.secretId(shop.secretName())
                        .clientRequestToken(version)
                        .rotationLambdaARN(MotoFunction.arn(shop.bench))
                        .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        return version;
    }

    private RotationSteps rotation(StruckProcess process, Map<String, Instant> madeAt) {
        ControlAccess access = process.access(shop);
        return shop.rotation(new Replaced(access, new TimedSecrets(access.rotatedSecrets(), madeAt)));
    }

    /** Whether all was done; Secrets Manager asks for what is refused again. */
    private boolean take(RotationSteps rotation, String version) throws Exception {
        try {
            for (String step : STEPS) {
                rotation.take(Json.object()
                        .put("Step", step)
                        .put("SecretId", shop.secretName())
                        .put("ClientRequestToken", version)
                        .build()
                        .toCanonicalBytes());
            }
            return true;
        } catch (RotationRefusedException e) {
            return false;
        }
    }

    /** What was asked for is done, or was overtaken and has let go. */
    private void askAgain(Map<String, Instant> madeAt, String version) throws Exception {
        for (int i = 0; i < 2; i++) {
            shop.later(Duration.ofMinutes(1));
            boolean unused = take(rotation(StruckProcess.living(), madeAt), version);
            work();
        }
    }

    @Test
    void a_deploy_and_a_rotation_that_secrets_manager_asks_for_at_once_leave_one_secret() throws Exception {
        for (int round = 0; round < 3; round++) {
            Map<String, Instant> madeAt = new ConcurrentHashMap<>();
            String update = update("a" + round);
            shop.later(Duration.ofMinutes(1));
            String version = asked(madeAt);
            ControlPlane plane = shop.plane(StruckProcess.living().access(shop));
            RotationSteps rotation = rotation(StruckProcess.living(), madeAt);
            List<Callable<Boolean>> both = List.of(() -> answer(plane, update), () -> {
                boolean unused = take(rotation, version);
                return true;
            });

            assertThat(Race.run(both)).containsOnly(true);
            askAgain(madeAt, version);
            requireOneInTheEnd("round " + round, () -> askAgain(madeAt, version));
        }
    }

    @Test
    void a_deploy_between_any_two_writes_of_a_rotation_that_secrets_manager_asks_for_leaves_one_secret()
            throws Exception {
        boolean met = true;
        for (int write = 1; met; write += STEP) {
            Map<String, Instant> madeAt = new ConcurrentHashMap<>();
            String update = update("a" + write);
            String version = asked(madeAt);
            StruckProcess struck = StruckProcess.before(write, () -> answer(StruckProcess.living(), update));
            boolean unused = take(rotation(struck, madeAt), version);
            met = struck.isStruck();
            askAgain(madeAt, version);
            requireOneInTheEnd("the deploy before write " + write, () -> askAgain(madeAt, version));
        }
    }
}
