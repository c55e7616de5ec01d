package dev.cordon.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.PolicyCodec;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkloadTest {

    @ParameterizedTest
    @EnumSource(Size.class)
    void a_policy_has_its_size(Size size) {
        Policy policy = Workload.policy(size);
        int operations = policy.services().stream()
                .mapToInt(service -> ((Operations.Listed) service.operations().orElseThrow())
                        .list()
                        .size())
                .sum();

        assertThat(policy.segments()).hasSize(size.segments());
        assertThat(policy.services()).hasSize(size.services());
        assertThat(operations).isEqualTo(size.operations());
        assertThat(policy.flows()).hasSize(size.operations());
    }

    @Test
    void a_policy_is_the_same_on_every_run() {
        assertThat(PolicyCodec.revision(PolicyCodec.encode(Workload.policy(Size.M))))
                .isEqualTo("42d1bbbc1542cf7c9de053fc753fae1bc989e03c6d896dfa5ec8527a95d0e140");
    }

    @Test
    void the_largest_policy_reads_back_equal() throws Exception {
        Policy policy = Workload.policy(Size.L);

        assertThat(PolicyCodec.decode(PolicyCodec.encode(policy)).equals(policy))
                .isTrue();
    }
}
