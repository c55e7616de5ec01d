package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.TokenRecord;
import dev.cordon.network.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeakAlarmTest {

    private final List<TokenRecord> passed = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final EventMeter meter = new EventMeter();
    private final LeakAlarm alarm = new LeakAlarm(passed::add, meter, notices::add);

    private void offer(TokenRecord.Outcome outcome) {
        TokenRecord.Asked asked = new TokenRecord.Asked(
                "token",
                Optional.of("web-bff"),
                Optional.of(IpAddress.parse("10.20.1.7").orElseThrow()),
                Optional.empty(),
                Optional.empty());
        alarm.offer(new TokenRecord(Instant.EPOCH, asked, outcome));
    }

    @Test
    void each_alarm_is_counted_and_told_once_and_nothing_else_is() {
        offer(new TokenRecord.Refused("invalid_client", "generation 1 was shown", true));
        offer(new TokenRecord.Refused("invalid_client", "generation 1 was shown", true));
        offer(new TokenRecord.Refused("invalid_client", "generation 2 was shown", true));
        offer(new TokenRecord.Refused("invalid_client", "another secret"));
        offer(new TokenRecord.Answered());

        assertThat(passed).hasSize(5);
        assertThat(meter.alarms()).isEqualTo(3);
        assertThat(notices)
                .containsExactly(
                        "ALARM from 10.20.1.7: generation 1 was shown", "ALARM from 10.20.1.7: generation 2 was shown");
    }

    @Test
    void whoever_shows_many_secrets_fills_no_log() {
        for (int i = 0; i < 2_000; i++) {
            offer(new TokenRecord.Refused("invalid_client", "generation " + i, true));
        }

        assertThat(meter.alarms()).isEqualTo(2_000);
        assertThat(notices).hasSize(1_000);
    }
}
