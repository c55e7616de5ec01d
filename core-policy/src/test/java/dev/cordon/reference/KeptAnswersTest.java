package dev.cordon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Grant;
import dev.cordon.decision.KeptJudgement;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What may be kept, against the reference asked anew at every instant that could matter. It prints its seed;
 * {@code -Dcordon.seed} takes one back, {@code -Dcordon.policies} changes how many policies there are.
 */
final class KeptAnswersTest {

    private static final int CALLS_PER_POLICY = 40;
    private static final int POLICIES = 250;
    private static final int POLICIES_OF_A_FULL_RUN = 8_000;

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 500);
    private int kept;
    private int keptWithoutAddress;
    private int spanning;
    private int closedBetween;

    @Test
    void what_is_granted_is_what_every_decision_of_its_time_allows() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        int usual = Boolean.getBoolean("cordon.full") ? POLICIES_OF_A_FULL_RUN : POLICIES;
        int policies = Integer.getInteger("cordon.policies", usual);
        System.out.printf("kept answers: seed %d, %d policies%n", seed, policies);
        Dice dice = new Dice(seed);

        for (int i = 0; i < policies; i++) {
            compare(new Dice(dice.seed()));
        }

        System.out.printf(
                "kept answers: %d operations kept, %d without an address, %d over a turn; %d closed in between%n",
                kept, keptWithoutAddress, spanning, closedBetween);
        assertThat(kept).as("kept").isGreaterThan(policies);
        assertThat(keptWithoutAddress).as("kept without an address").isGreaterThan(policies / 5);
        assertThat(spanning).as("kept over a turn").isGreaterThan(policies / 10);
        assertThat(closedBetween).as("closed in between").isPositive();
    }

    private void compare(Dice dice) {
        Policy policy = KeptTrial.patient(PolicyGenerator.policy(dice), dice);
        CompiledPolicy compiled = CompiledPolicy.of(policy);
        CallGenerator calls = new CallGenerator(policy, dice);
        IdentityHashMap<World, Snapshot> snapshots = new IdentityHashMap<>();
        for (int i = 0; i < CALLS_PER_POLICY; i++) {
            Trial like = calls.next();
            Snapshot snapshot = snapshots.computeIfAbsent(like.world(), world -> world.snapshot(compiled));
            Optional<ServiceName> target = enforcer.judge(snapshot, like.call().toRequest(), like.moment())
                    .target();
            String name = target.map(ServiceName::text).orElse("nobody");
            compare(KeptTrial.of(like, name, dice), snapshot, dice);
        }
    }

    private void compare(KeptTrial question, Snapshot snapshot, Dice dice) {
        Trial trial = question.trial();
        List<Grant> grants = enforcer.grant(snapshot, trial.call().toRequest(), trial.moment(), question.kept());
        List<Operation> granted = grants.stream().map(Grant::operation).toList();
        List<Operation> offered = offered(trial);
        assertThat(granted).as("%s", question).isSubsetOf(offered);
        for (Operation operation : offered) {
            boolean given = granted.contains(operation);
            boolean holds = question.turns().stream().allMatch(at -> isFree(question.call(operation, at)));
            boolean expected = holds && !(question.isKept() && question.showsCertificate());
            if (question.isComplete() || !question.isKept() || given) {
                assertThat(given).as("%s of %s", operation, question).isEqualTo(expected);
            }
            assertThat(isKept(question.call(operation, trial.now()), question, snapshot))
                    .as("the answer to %s of %s", operation, question)
                    .isEqualTo(given);
            if (given) {
                probe(question, operation, snapshot, dice);
            }
            count(question, operation, given);
        }
    }

    /** A call at any instant, with any value for its parameters, from any address where none is known. */
    private void probe(KeptTrial question, Operation operation, Snapshot snapshot, Dice dice) {
        List<Optional<String>> addresses =
                new ArrayList<>(List.of(question.trial().call().source()));
        if (addresses.get(0).isEmpty()) {
            Vocabulary.ADDRESSES.forEach(address -> addresses.add(Optional.of(address)));
        }
        for (Optional<String> address : addresses) {
            long nanos = question.kept().toNanos();
            Duration later = Duration.ofNanos(nanos == 0 ? 0 : (dice.seed() >>> 1) % (nanos + 1));
            Instant at = question.trial().now().plus(later);
            Trial call = question.call(operation.method().name(), path(operation, dice), address, at);
            boolean same = enforcer.judge(snapshot, call.call().toRequest(), call.moment())
                    .operation()
                    .equals(Optional.of(operation));
            if (same && (question.isKept() || address.equals(addresses.get(0)))) {
                assertThat(isFree(call)).as("%s under %s", call, question).isTrue();
            }
        }
    }

    private static String path(Operation operation, Dice dice) {
        return operation.path().segments().stream()
                .map(segment -> PathTemplate.isParameter(segment) ? dice.pick(Vocabulary.LITERALS) : segment)
                .collect(Collectors.joining("/", "/", ""));
    }

    /** Whether it is allowed and nothing needs to be settled. */
    private static boolean isFree(Trial trial) {
        return ReferenceEvaluator.decide(trial) instanceof Verdict.Allow allow
                && allow.rates().isEmpty();
    }

    private boolean isKept(Trial call, KeptTrial question, Snapshot snapshot) {
        KeptJudgement judged = enforcer.judge(snapshot, call.call().toRequest(), call.moment(), question.kept());
        boolean settled =
                judged.judgement().decision().fold(allow -> allow.obligations().isEmpty(), deny -> false);
        return settled && judged.obstacle().isEmpty();
    }

    private static List<Operation> offered(Trial trial) {
        return trial.policy().services().stream()
                .filter(service ->
                        service.name().text().equals(trial.call().target().text()))
                .flatMap(service -> listed(service).stream())
                .toList();
    }

    private static List<Operation> listed(Service service) {
        return service.operations().orElse(null) instanceof Operations.Listed listed ? listed.list() : List.of();
    }

    private void count(KeptTrial question, Operation operation, boolean given) {
        if (!question.isKept()) {
            return;
        }
        boolean unknown = question.trial().call().source().isEmpty();
        kept += given ? 1 : 0;
        keptWithoutAddress += given && unknown ? 1 : 0;
        spanning += given && question.turns().size() > 2 ? 1 : 0;
        boolean ends = isFree(question.call(operation, question.trial().now()))
                && isFree(question.call(operation, question.end()));
        closedBetween += !given && ends && !question.showsCertificate() && question.isComplete() ? 1 : 0;
    }
}
