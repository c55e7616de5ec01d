package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Link;
import dev.cordon.chain.Opening;
import dev.cordon.chain.RecordChain;
import dev.cordon.chain.TornPart;
import dev.cordon.document.Json;
import dev.cordon.gate.ShopPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every line against the documented schema. {@code -Dcordon.seed} takes a seed back. */
final class DecisionSchemaTest {

    private static final Path DOCS = Path.of(System.getProperty("cordon.root"), "docs");

    private static final int POLICIES = 60;
    private static final int CALLS = 50;

    /** These come with what random calls do not have: a host that keeps answers, a key to prove, a rate. */
    private static final Set<String> OUT_OF_REACH = Set.of("at", "limit", "retryAfterMillis");

    @Test
    void every_line_is_as_documented() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("decision schema: seed %d, %d policies of %d calls%n", seed, POLICIES, CALLS);
        JsonSchema schema = JsonSchema.read(DOCS.resolve("decision-log.schema.json"));
        SplittableRandom seeds = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < POLICIES; i++) {
            for (RandomRecords.Recorded one : records.ofOnePolicy(seeds.nextLong(), CALLS)) {
                Json line = Json.parse(chained(DecisionJson.line(one.record())));

                assertThat(schema.faults(line)).as(line.toString()).isEmpty();
                seen.addAll(((Json.Members) line).map().keySet());
            }
        }
        seen.addAll(OUT_OF_REACH);
        assertThat(seen).as("members that the schema describes").isEqualTo(described("decision"));
    }

    private static String chained(String line) {
        StringBuilder text = new StringBuilder(line);
        new RecordChain(Link.START).append(text, 0);
        return text.toString();
    }

    @Test
    void so_are_the_lines_of_the_log_about_itself_and_of_administration() throws Exception {
        JsonSchema schema = JsonSchema.read(DOCS.resolve("decision-log.schema.json"));
        Opening opening = new Opening(
                "log-1",
                Opening.How.RESTARTED,
                "A".repeat(43),
                ShopPolicy.NOON,
                new Opening.Details(Optional.of("kid"), 3, Optional.of(TornPart.of(new byte[2]))));
        Checkpoint checkpoint = new Checkpoint("log-1", new Link(4, "A".repeat(43)), ShopPolicy.NOON, true);
        StringBuilder administration = new StringBuilder();
        AdministrationJson.append(
                administration,
                new AdministrationRecord(
                        ShopPolicy.NOON,
                        "local operator",
                        "keys/rotate",
                        Json.object().put("kind", "key").build(),
                        new AdministrationRecord.Outcome(
                                "done",
                                Optional.of("why"),
                                Json.object().put("revision", 4).build())));
        for (Map.Entry<String, String> one : Map.of(
                        "opening", opening.toLine(),
                        "checkpoint", checkpoint.toLine("a.b.c"),
                        "administration", administration.toString())
                .entrySet()) {
            Json line = Json.parse(chained(one.getValue()));
            assertThat(schema.faults(line)).as(one.getValue()).isEmpty();
            assertThat(((Json.Members) line).map().keySet()).isEqualTo(described(one.getKey()));
        }
    }

    @Test
    void so_are_a_call_that_was_not_decided_and_a_loss() throws Exception {
        JsonSchema schema = JsonSchema.read(DOCS.resolve("decision-log.schema.json"));
        DecisionRecord none = new DecisionRecord(
                "d-1",
                ShopPolicy.NOON,
                new DecisionRecord.Point("edge", true, 1),
                new DecisionRecord.Subject(Optional.empty(), Optional.empty(), List.of()),
                Optional.empty());

        assertThat(schema.faults(Json.parse(DecisionJson.line(none)))).isEmpty();
        assertThat(schema.faults(Json.parse("{\"dropped\":15,\"droppedInAll\":15,\"time\":\"2026-11-22T12:00:01Z\"}")))
                .isEmpty();
    }

    @Test
    void what_is_not_as_documented_is_found() throws Exception {
        JsonSchema schema = JsonSchema.read(DOCS.resolve("decision-log.schema.json"));
        String line =
                DecisionJson.line(new RandomRecords().ofOnePolicy(1, 1).get(0).record());

        assertThat(schema.faults(Json.parse(line.replace("\"point\":", "\"pint\":"))))
                .isNotEmpty();
        assertThat(schema.faults(Json.parse(line.replace("\"decided\":\"", "\"decided\":\"x"))))
                .isNotEmpty();
        assertThat(schema.faults(Json.parse(line.replace("\"sequence\":", "\"sequence\":-"))))
                .isNotEmpty();
    }

    @Test
    void the_page_describes_what_the_schema_does() throws Exception {
        String page = Files.readString(DOCS.resolve("decision-log.md"));
        for (String definition : List.of("decision", "claims", "lost", "administration", "opening", "checkpoint")) {
            assertThat(described(definition))
                    .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
    }

    private static Set<String> described(String definition) throws Exception {
        Json.Members schema = (Json.Members) Json.parse(Files.readAllBytes(DOCS.resolve("decision-log.schema.json")));
        Map<String, Json> definitions = ((Json.Members) schema.map().get("$defs")).map();
        Json.Members properties = (Json.Members)
                ((Json.Members) definitions.get(definition)).map().get("properties");
        return properties.map().keySet();
    }
}
