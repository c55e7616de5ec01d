package dev.cordon.aws.store.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoConnectionNotesTest {

    private static final SocketStage STAGE = new SocketStage("a1b2c3", "live");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private AwsBench bench;
    private String table;
    private ConnectionNotes notes;

    @BeforeEach
    void start() throws Exception {
        bench = LocalDynamo.bench();
        table = bench.connectionsTable();
        notes = bench.stores().connections(table);
    }

    private List<NotedConnection> all(SocketStage stage) throws Exception {
        List<NotedConnection> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ConnectionNotes.Page page = notes.page(stage, after);
            all.addAll(page.connections());
            after = page.last();
        } while (after.isPresent());
        return all;
    }

    @Test
    void what_is_noted_is_found_page_by_page_until_it_is_forgotten() throws Exception {
        List<String> ids = IntStream.range(0, 205)
                .mapToObj(number -> String.format("c%03d=", number))
                .toList();
        for (String id : ids) {
            notes.note(STAGE, NotedConnection.opening(id, NOW, "{\"of\":\"" + id + "\"}"));
        }
        notes.note(STAGE, NotedConnection.opening("c007=", NOW, "{\"of\":\"c007=\"}"));
        notes.note(new SocketStage("a1b2c3", "test"), NotedConnection.opening("other", NOW, "{}"));

        assertThat(notes.page(STAGE, Optional.empty()).connections()).hasSizeLessThan(205);
        assertThat(all(STAGE)).extracting(NotedConnection::id).containsExactlyElementsOf(ids);
        assertThat(all(STAGE))
                .contains(new NotedConnection(
                        "c007=", Optional.of(NOW.plus(NotedConnection.LONGEST)), Optional.of("{\"of\":\"c007=\"}")));

        notes.forget(STAGE, "c007=");
        notes.forget(STAGE, "c007=");
        assertThat(all(STAGE)).hasSize(204).extracting(NotedConnection::id).doesNotContain("c007=");
    }

    @Test
    void what_is_damaged_is_found_all_the_same() throws Exception {
        put("bare", Map.of());
        put("odd", Map.of("record", AttributeValue.fromN("7"), "expires", AttributeValue.fromS("soon")));
        put("late", Map.of("expires", AttributeValue.fromN("99999999999999999999")));

        assertThat(all(STAGE))
                .containsExactly(
                        new NotedConnection("bare", Optional.empty(), Optional.empty()),
                        new NotedConnection("late", Optional.empty(), Optional.empty()),
                        new NotedConnection("odd", Optional.empty(), Optional.empty()));
    }

    private void put(String id, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(more);
        item.put("stage", AttributeValue.fromS(STAGE.toString()));
        item.put("connection", AttributeValue.fromS(id));
        bench.put(table, item);
    }

    @Test
    void without_its_table_nothing_is_noted_and_the_message_says_which() {
        ConnectionNotes nowhere = bench.stores().connections("no-such-table");

        assertThatThrownBy(() -> nowhere.note(STAGE, NotedConnection.opening("c1", NOW, "{}")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("`dynamodb:PutItem` on table `no-such-table` failed");
        assertThatThrownBy(() -> nowhere.page(STAGE, Optional.empty())).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> nowhere.forget(STAGE, "c1")).isInstanceOf(StoreUnavailableException.class);
    }
}
