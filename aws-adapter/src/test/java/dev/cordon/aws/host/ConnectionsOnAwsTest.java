package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.TestEvents;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.event.EventKind;
import dev.cordon.aws.store.ConnectionServer;
import dev.cordon.aws.store.Moto;
import dev.cordon.document.Json;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.SegmentTokenRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Connections that an authorizer lets in and the control plane closes, over one DynamoDB; the emulator holds none open,
 * so that a server stands in here.
 */
final class ConnectionsOnAwsTest {

    private static final SocketStage STAGE = new SocketStage("abcdef123", "test");
    private static final String TABLE = "CORDON_CONNECTIONS_TABLE";

    private ConnectionServer gateway;
    private String table;
    private ControlShop shop;
    private RunningAuthorizer authorizer;

    private static Policy policy(String... callers) {
        TestPolicy policy = new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .segment("news", Trust.INTERNAL)
                .caller("orders-api", "ordering")
                .caller("stock-api", "ordering")
                .service("feed-api", "news", "feed.example", "GET /$connect", "GET /news")
                .issuer("cordon", TokenKind.SEGMENT, "ordering")
                .flow("read", "orders-api", "feed-api", flow -> flow.operations("GET /news"));
        for (String caller : callers) {
            policy.flow("listen-" + caller, caller, "feed-api", flow -> flow.operations("GET /$connect"));
        }
        return policy.build();
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new ConnectionServer();
        table = Moto.bench().connectionsTable();
        shop = new ControlShop(
                Map.of(
                        TABLE,
                        table,
                        "CORDON_WEBSOCKET_STAGES",
                        STAGE.toString(),
                        "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI",
                        gateway.endpoint().toString()),
                policy("orders-api", "stock-api"));
        Map<String, String> variables = new HashMap<>(shop.environment());
        variables.put("CORDON_TARGETS", "abcdef123=feed-api");
        Configuration configuration = Configuration.of(new Variables(variables));
        authorizer = Start.open(
                new RunningAuthorizer.Host("authorizer", new ByteArrayOutputStream(), shop.clock()),
                configuration,
                Start.kept(configuration, shop.bench.stores(), shop.clock()));
        work(Duration.ofSeconds(1));
        work(Duration.ofMinutes(2));
        assertThat(gateway.asked).isEmpty();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void work(Duration later) throws Exception {
        shop.later(later);
        byte[] unused =
                shop.plane(shop.bench.control()).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
    }

    private String token(String caller) throws Exception {
        ServiceName name = new ServiceName(caller);
        return shop.bench
                .control()
                .keys(ControlShop.ISSUER, shop.configuration.issuing().keys())
                .at(shop.now())
                .mint(
                        new SegmentTokenRequest(
                                name,
                                new ServiceName("feed-api"),
                                new FlowId("listen-" + caller),
                                List.of(),
                                Duration.ofMinutes(5),
                                new SegmentTokenRequest.Chain(name, List.of(), Optional.empty(), 3, Optional.empty()),
                                SegmentTokenRequest.Bound.NOTHING),
                        shop.now())
                .reveal();
    }

    /** Connects with a new token of that caller's, which is the answer. */
    private String connect(String id, String caller) throws Exception {
        String token = token(caller);
        String event = TestEvents.sample(EventKind.WEBSOCKET)
                .replace("Bearer TOKEN", "Bearer " + token)
                .replace("\"c1\"", "\"" + id + "\"");
        String answer = new String(authorizer.answer(ControlShop.utf8(event)), StandardCharsets.UTF_8);
        assertThat(answer).contains("\"Effect\":\"Allow\"");
        gateway.open.add(path(id));
        return token;
    }

    private static String path(String id) {
        return "/test/@connections/" + id;
    }

    private static String id(String token) throws Exception {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return ((Json.Text) ((Json.Members) Json.parse(payload)).find("jti").orElseThrow()).value();
    }

    private void revoke(Revocation revocation) throws Exception {
        shop.kept().care().revocations().add(revocation, Optional.empty());
    }

    private List<String> noted() throws Exception {
        return shop.bench.stores().connections(table).page(STAGE, Optional.empty()).connections().stream()
                .map(NotedConnection::id)
                .toList();
    }

    private List<String> closed() {
        return shop.told.notices.stream()
                .filter(line -> line.startsWith("connection "))
                .toList();
    }

    @Test
    void whose_token_is_revoked_is_closed_and_no_other() throws Exception {
        String token = connect("c1=", "orders-api");
        connect("c2=", "orders-api");
        connect("c3=", "stock-api");
        revoke(new Revocation.OfToken(new IssuerName("cordon"), id(token)));

        work(Duration.ofMinutes(1));

        assertThat(gateway.asked).containsExactly("DELETE /test/@connections/c1%3D");
        assertThat(gateway.signatures).singleElement().asString().contains("/eu-west-1/execute-api/aws4_request");
        assertThat(gateway.open).containsExactlyInAnyOrder(path("c2="), path("c3="));
        assertThat(noted()).containsExactly("c2=", "c3=");
        assertThat(closed())
                .containsExactly("connection `c1=` of stage `abcdef123/test` is closed: caller `orders-api`,"
                        + " TOKEN_REVOKED");
    }

    @Test
    void whose_service_generation_or_key_is_revoked_or_cut_off_is_closed() throws Exception {
        connect("c1", "orders-api");
        connect("c2", "stock-api");
        revoke(new Revocation.OfGeneration(new ServiceName("orders-api"), 3));
        work(Duration.ofMinutes(1));
        assertThat(closed()).singleElement().asString().contains("`c1`", "CREDENTIAL_REVOKED");

        revoke(new Revocation.IssuedBefore(
                new ServiceName("stock-api"), shop.now().getEpochSecond(), false));
        work(Duration.ofMinutes(1));
        assertThat(closed()).last().asString().contains("`c2`", "TOKEN_CUT_OFF");

        connect("c3", "stock-api");
        revoke(new Revocation.OfService(new ServiceName("stock-api")));
        work(Duration.ofMinutes(1));
        assertThat(closed()).last().asString().contains("`c3`", "caller `stock-api`", "SERVICE_REVOKED");
        assertThat(gateway.open).isEmpty();
    }

    @Test
    void a_quarantine_that_began_after_it_opened_closes_it() throws Exception {
        connect("c1", "orders-api");
        shop.later(Duration.ofMinutes(30));
        revoke(new Revocation.Quarantine(
                new Zone.OfSegment(new SegmentName("ordering")),
                Revocation.Direction.OUTBOUND,
                shop.now().plus(Duration.ofHours(1)).getEpochSecond(),
                "a key was found"));

        work(Duration.ofMinutes(1));

        assertThat(closed()).singleElement().asString().contains("`c1`", "QUARANTINED");
        assertThat(gateway.open).isEmpty();
    }

    @Test
    void a_service_that_ends_has_its_connections_closed_with_its_event() throws Exception {
        byte[] unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("CreateFunction20150331", "e1"))), () -> true);
        work(Duration.ofMinutes(1));
        connect("c1", "orders-api");
        connect("c2", "stock-api");
        work(Duration.ofMinutes(5));
        assertThat(gateway.asked).isEmpty();

        shop.later(Duration.ofMinutes(1));
        unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("DeleteFunction20150331", "e2"))), () -> true);

        assertThat(closed()).singleElement().asString().contains("`c1`", "SERVICE_REVOKED");
        assertThat(gateway.open).containsExactly(path("c2"));
    }

    @Test
    void an_edge_that_the_policy_has_no_more_closes_who_came_by_it() throws Exception {
        connect("c1", "orders-api");
        connect("c2", "stock-api");
        shop.publish(policy("stock-api"), 2);

        work(Duration.ofMinutes(1));

        assertThat(closed()).singleElement().asString().contains("`c1`", "caller `orders-api`", "NO_FLOW");
        assertThat(gateway.open).containsExactly(path("c2"));
    }

    @Test
    void a_token_that_ended_and_what_is_revoked_of_others_close_nothing() throws Exception {
        connect("c1", "orders-api");
        shop.later(Duration.ofMinutes(30));
        revoke(new Revocation.OfToken(new IssuerName("cordon"), "of-somebody-else"));
        revoke(new Revocation.OfGeneration(new ServiceName("orders-api"), 2));
        revoke(new Revocation.OfService(new ServiceName("stock-api")));

        work(Duration.ofMinutes(1));
        work(Duration.ofMinutes(1));

        assertThat(gateway.asked).isEmpty();
        assertThat(noted()).containsExactly("c1");
    }

    @Test
    void one_that_an_authorizer_let_in_by_what_it_knew_before_is_closed_when_all_know() throws Exception {
        String token = connect("early", "orders-api");
        ConnectionNotes notes = shop.bench.stores().connections(table);
        NotedConnection early =
                notes.page(STAGE, Optional.empty()).connections().get(0);
        revoke(new Revocation.OfToken(new IssuerName("cordon"), id(token)));
        work(Duration.ofMinutes(1));
        assertThat(closed()).singleElement().asString().contains("`early`");

        notes.note(STAGE, new NotedConnection("late", early.until(), early.record()));
        gateway.open.add(path("late"));
        work(Duration.ofMinutes(1));
        assertThat(closed()).hasSize(2).last().asString().contains("`late`", "TOKEN_REVOKED");

        work(Duration.ofMinutes(1));
        assertThat(gateway.asked).hasSize(2);
    }

    @Test
    void a_note_that_can_not_be_read_closes_its_connection() throws Exception {
        String until = Long.toString(shop.now().plus(Duration.ofHours(1)).getEpochSecond());
        for (String record : List.of("{\"decided\":\"allow\"}", "no JSON", "")) {
            String id = "c" + record.length();
            gateway.open.add(path(id));
            shop.bench.put(
                    table,
                    Map.of(
                            "stage", AttributeValue.fromS(STAGE.toString()),
                            "connection", AttributeValue.fromS(id),
                            "record", AttributeValue.fromS(record),
                            "expires", AttributeValue.fromN(until)));
        }
        revoke(new Revocation.OfService(new ServiceName("of-nobody")));

        work(Duration.ofMinutes(1));

        assertThat(gateway.open).isEmpty();
        assertThat(closed()).hasSize(3).allMatch(line -> line.contains("caller `unknown`, its note "));
        assertThat(noted()).isEmpty();
    }

    @Test
    void what_api_gateway_throttles_is_closed_by_the_next_round() throws Exception {
        connect("c1", "orders-api");
        gateway.failures.add(429);
        revoke(new Revocation.OfService(new ServiceName("orders-api")));

        work(Duration.ofMinutes(1));
        assertThat(gateway.open).containsExactly(path("c1"));
        assertThat(shop.told.notices)
                .anyMatch(line -> line.contains("execute-api:ManageConnections` failed") && line.contains("429"));

        work(Duration.ofMinutes(1));
        assertThat(gateway.open).isEmpty();
    }

    @Test
    void without_stages_nothing_is_asked() throws Exception {
        Map<String, String> variables = new HashMap<>(shop.environment());
        variables.remove(TABLE);
        variables.remove("CORDON_WEBSOCKET_STAGES");
        connect("c1", "orders-api");
        revoke(new Revocation.OfService(new ServiceName("orders-api")));
        shop.later(Duration.ofMinutes(1));

        byte[] unused = ControlStart.of(
                        ControlConfiguration.of(new Variables(variables)), shop.bench.control(), shop.clock())
                .plane(shop.requests::add, shop.told)
                .answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);

        assertThat(gateway.asked).isEmpty();
        assertThat(noted()).containsExactly("c1");
    }
}
