package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemandTest {

    private static final RateLimit LIMIT = new RateLimit(5, RateLimit.Per.SECOND, 5);
    private static final Bucket CHECKOUT = new Bucket.OfFlow(new FlowId("checkout"), LIMIT);
    private static final Bucket CHARGE = new Bucket.OfFlow(new FlowId("charge"), LIMIT);
    private static final Bucket PAYMENTS = new Bucket.OfSegment(new SegmentName("payments"), LIMIT);

    @Test
    void buckets_are_in_the_order_of_their_kinds_at_most_one_of_each() {
        assertThat(new Demand(List.of(CHECKOUT, PAYMENTS)).buckets()).containsExactly(CHECKOUT, PAYMENTS);
        for (List<Bucket> wrong : List.of(
                List.<Bucket>of(), List.of(PAYMENTS, CHECKOUT), List.of(CHECKOUT, CHARGE), List.of(CHARGE, CHARGE))) {
            assertThatIllegalArgumentException().as("%s", wrong).isThrownBy(() -> new Demand(wrong));
        }
    }
}
