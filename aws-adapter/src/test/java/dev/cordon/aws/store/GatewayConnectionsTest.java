package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GatewayConnectionsTest {

    private static final SocketStage STAGE = new SocketStage("a1b2c3", "live");

    private ConnectionServer gateway;
    private Connections connections;

    @BeforeEach
    void start() throws Exception {
        gateway = new ConnectionServer();
        connections = AwsBench.controlBy(gateway.endpoint()).connections(Optional.of(gateway.endpoint()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void one_that_is_open_is_closed_by_a_signed_request_with_its_id_encoded() throws Exception {
        gateway.open.add("/live/@connections/L0SM9cOFvHcCIhw=/+");

        assertThat(connections.close(STAGE, "L0SM9cOFvHcCIhw=/+")).isTrue();

        assertThat(gateway.asked).containsExactly("DELETE /live/@connections/L0SM9cOFvHcCIhw%3D%2F%2B");
        assertThat(gateway.signatures)
                .singleElement()
                .asString()
                .startsWith("AWS4-HMAC-SHA256 Credential=")
                .contains("/eu-west-1/execute-api/aws4_request");
        assertThat(gateway.open).isEmpty();
    }

    @Test
    void one_that_is_gone_is_not_closed() throws Exception {
        assertThat(connections.close(STAGE, "c1")).isFalse();
    }

    @Test
    void where_api_gateway_refuses_or_does_not_answer_it_may_be_open() {
        gateway.failures.add(429);
        gateway.failures.add(403);

        assertThatThrownBy(() -> connections.close(STAGE, "c1"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("`execute-api:ManageConnections` failed: AWS throttles: status 429");
        assertThatThrownBy(() -> connections.close(STAGE, "c1"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("status 403");
        gateway.close();
        assertThatThrownBy(() -> connections.close(STAGE, "c1")).isInstanceOf(StoreUnavailableException.class);
    }
}
