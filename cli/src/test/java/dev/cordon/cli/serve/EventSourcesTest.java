package dev.cordon.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.ExitCode;
import dev.cordon.mesh.EventSource;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventSourcesTest {

    @Test
    void a_source_may_be_of_one_service_or_of_some() throws Exception {
        assertThat(EventSources.read(
                        List.of("cordon", "ci=pipeline", "ci=nightly", "https://x/?a=1=pipeline", "cordon")))
                .containsExactlyInAnyOrder(
                        new EventSource("cordon", Optional.empty()),
                        new EventSource("ci", Optional.of(new ServiceName("pipeline"))),
                        new EventSource("ci", Optional.of(new ServiceName("nightly"))),
                        new EventSource("https://x/?a=1", Optional.of(new ServiceName("pipeline"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=pipeline", "ci=", "ci=A B", "https://x/?a=Some"})
    void what_names_none_is_refused(String text) {
        assertThatThrownBy(() -> EventSources.read(List.of(text)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .hasMessage(
                        "`--event-source " + text + "`: write SOURCE, or SOURCE=SERVICE with a service of the policy");
    }

    @Test
    void a_source_is_not_everybodys_and_one_services() {
        assertThatThrownBy(() -> EventSources.read(List.of("ci=pipeline", "ci")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("`--event-source ci` is named with a service and without");
    }
}
