package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.analysis.LogLine;
import dev.cordon.aws.TestEvents;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.event.EventKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an authorizer notes of connections before they open. */
final class NotedConnectionsTest {

    private static final SocketStage STAGE = new SocketStage("abcdef123", "test");
    private static final String ALLOWED = "\"Effect\":\"Allow\"";
    private static final String DENIED = "\"Effect\":\"Deny\"";

    private final Deployed deployed = new Deployed();

    @BeforeEach
    void configure() {
        deployed.connectionsTable = "connections";
    }

    private String connect(String event) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AuthorizerHandler(deployed.publish(1).start())
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String event() throws Exception {
        return TestEvents.sample(EventKind.WEBSOCKET).replace("Bearer TOKEN", "Bearer " + Deployed.token());
    }

    private List<NotedConnection> noted() {
        return deployed.connections.of(STAGE);
    }

    @Test
    void a_connection_is_noted_by_the_record_of_its_decision_and_without_its_token() throws Exception {
        String token = Deployed.token();
        String event = TestEvents.sample(EventKind.WEBSOCKET).replace("Bearer TOKEN", "Bearer " + token);

        assertThat(connect(event)).contains(ALLOWED);

        NotedConnection one = noted().get(0);
        assertThat(noted()).hasSize(1);
        assertThat(one.id()).isEqualTo("c1");
        assertThat(one.until()).contains(Deployed.NOW.plus(NotedConnection.LONGEST));
        String record = one.record().orElseThrow();
        assertThat(LogLine.read(record)).isInstanceOf(LogLine.Decided.class);
        assertThat(record)
                .contains("\"caller\":\"web\"", "\"outcome\":\"allow\"")
                .doesNotContain(token.split("\\.", -1)[1]);
    }

    @Test
    void one_that_can_not_be_noted_does_not_open_and_the_log_says_why() throws Exception {
        deployed.connections.broken = true;

        assertThat(connect(event())).contains(DENIED).doesNotContain(ALLOWED);

        assertThat(deployed.log.lines())
                .filteredOn(line -> line.contains("\"outcome\""))
                .singleElement()
                .asString()
                .contains(
                        "\"decided\":\"allow\"",
                        "\"outcome\":\"deny\"",
                        "\"reason\":\"OPENING_NOT_NOTED\"",
                        "the table is gone: make it again");
    }

    @Test
    void one_without_an_id_does_not_open() throws Exception {
        assertThat(connect(event().replace("\"connectionId\": \"c1\",", ""))).contains(DENIED);
        assertThat(connect(event().replace("\"connectionId\": \"c1\"", "\"connectionId\": \"c 1\"")))
                .contains(DENIED);

        assertThat(noted()).isEmpty();
        assertThat(deployed.log.lines())
                .filteredOn(line -> line.contains("REQUEST_UNREADABLE") && line.contains("connectionId"))
                .hasSize(2);
    }

    @Test
    void nothing_is_noted_of_a_denial_or_of_another_kind_of_call() throws Exception {
        assertThat(connect(TestEvents.sample(EventKind.WEBSOCKET))).contains(DENIED);
        assertThat(connect(new String(
                        TestEvents.event(EventKind.REST_REQUEST, TestEvents.doing("GET", "/request", Deployed.token())),
                        StandardCharsets.UTF_8)))
                .contains(ALLOWED);

        assertThat(noted()).isEmpty();
    }

    @Test
    void an_observer_notes_nothing_and_is_in_nobodys_way() throws Exception {
        deployed.mode = "observe";
        deployed.connections.broken = true;

        assertThat(connect(event().replace("\"connectionId\": \"c1\",", ""))).contains(ALLOWED);
        assertThat(connect(event())).contains(ALLOWED);

        assertThat(noted()).isEmpty();
        assertThat(deployed.log.lines()).noneMatch(line -> line.contains("\"outcome\":\"deny\""));
    }

    @Test
    void without_a_table_connections_open_and_nothing_is_noted() throws Exception {
        deployed.connectionsTable = "";
        deployed.connections.broken = true;

        assertThat(connect(event().replace("\"connectionId\": \"c1\",", ""))).contains(ALLOWED);
        assertThat(connect(event())).contains(ALLOWED);

        assertThat(noted()).isEmpty();
    }
}
