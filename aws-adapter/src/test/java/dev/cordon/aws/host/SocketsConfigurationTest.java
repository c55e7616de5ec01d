package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.aws.connection.SocketStage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where connections are noted and closed, as variables say it. */
final class SocketsConfigurationTest {

    private static Map<String, String> variables(String table, String stages) {
        Map<String, String> variables = new HashMap<>(ConfigurationTest.least());
        variables.put("CORDON_CONTROL_TABLE", "control");
        variables.put("CORDON_ISSUER", "https://tokens.shop.example");
        variables.put("CORDON_SIGNING_KEYS", "alias/cordon");
        variables.put("CORDON_CONNECTIONS_TABLE", table);
        variables.put("CORDON_WEBSOCKET_STAGES", stages);
        return variables;
    }

    @Test
    void table_and_stages_are_named_together() throws ConfigurationException {
        ControlConfiguration.Sockets sockets = ControlConfiguration.of(
                        new Variables(variables("connections", "a1b2c3/live, d4e5f6/test")))
                .sockets();

        assertThat(sockets.table()).contains("connections");
        assertThat(sockets.stages())
                .containsExactly(new SocketStage("a1b2c3", "live"), new SocketStage("d4e5f6", "test"));
        assertThat(sockets.endpoint()).isEqualTo(Optional.empty());
    }

    @Test
    void neither_is_needed() throws ConfigurationException {
        ControlConfiguration.Sockets sockets =
                ControlConfiguration.of(new Variables(variables("", ""))).sockets();

        assertThat(sockets.table()).isEmpty();
        assertThat(sockets.stages()).isEmpty();
        assertThat(Configuration.of(new Variables(ConfigurationTest.least())).connections())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', a1b2c3/live, CORDON_CONNECTIONS_TABLE, is missing",
        "connections, '', CORDON_WEBSOCKET_STAGES, is missing",
        "connections, rest/a1b2c3/live, CORDON_WEBSOCKET_STAGES, write API-ID/STAGE",
        "connections, a1b2c3/$default, CORDON_WEBSOCKET_STAGES, write API-ID/STAGE"
    })
    void one_without_the_other_and_what_is_no_stage_is_named(String table, String stages, String variable, String why) {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class, () -> ControlConfiguration.of(new Variables(variables(table, stages))));

        assertThat(wrong.line()).contains(variable, why);
    }
}
