package dev.cordon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Step;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class CorpusTest {

    @TestFactory
    Stream<DynamicTest> every_case_is_decided_as_it_says() {
        return Corpus.read().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Trial trial = one.trial();
                    Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
                    Decision decision = enforcer.decide(
                            trial.world().snapshot(CompiledPolicy.of(trial.policy())),
                            trial.call().toRequest(),
                            trial.moment());

                    assertThat(Verdict.of(decision)).as("the enforcer").isEqualTo(one.expected());
                    assertThat(ReferenceEvaluator.decide(trial))
                            .as("the reference")
                            .isEqualTo(one.expected());
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_case_is_written_as_it_was_read() {
        return Corpus.read().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name(),
                        () -> assertThat(CorpusWriter.write(one))
                                .isEqualTo(Files.readString(Corpus.folder().resolve(one.name() + ".json")))));
    }

    @Test
    void every_reason_that_a_decision_can_have_without_a_signing_key_is_there_twice() {
        Set<Reason> unsigned = EnumSet.complementOf(EnumSet.of(
                Reason.SIGNATURE_INVALID, Reason.CLAIMS_INVALID, Reason.DPOP_NONCE, Reason.REPLAY_STORE_WEAK));
        List<CorpusCase> cases = Corpus.read();

        assertThat(Arrays.stream(Reason.values())
                        .filter(reason -> reason.step().compareTo(Step.SETTLEMENT) < 0 && unsigned.contains(reason))
                        .filter(reason -> cases.stream()
                                        .filter(one ->
                                                one.expected() instanceof Verdict.Deny deny && deny.reason() == reason)
                                        .count()
                                < 2)
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    /** With {@code -Dcordon.rewrite=true} the files are written anew first. */
    @Test
    void the_cases_that_are_made_by_hand_or_by_seed_are_all_there() throws IOException {
        List<CorpusCase> seed = CorpusSeed.cases();
        if (Boolean.getBoolean("cordon.rewrite")) {
            seed.forEach(Corpus::write);
        }

        assertThat(seed).hasSizeGreaterThan(140);
        for (CorpusCase one : seed) {
            assertThat(Corpus.folder().resolve(one.name() + ".json")).hasContent(CorpusWriter.write(one));
        }
    }
}
