package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.TokenRecord;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.document.Json;
import dev.cordon.lifecycle.Finding;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Terraform's alarms watch is what the control plane's functions write, by its name and with its dimension. */
final class AlarmMetricsTest {

    private static final Path MODULES = Path.of(System.getProperty("cordon.root"), "infra-terraform/modules/aws");

    private static final Pattern ALARM =
            Pattern.compile("namespace = \"Cordon\", metric = \"([A-Za-z]+)\".*dimensions = local\\.dimensions");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ControlFunctionLog log =
            new ControlFunctionLog("shop-lifecycle", out, InstantSource.fixed(Instant.EPOCH));

    private static Set<String> watched(String module) throws Exception {
        String alarms = Files.readString(MODULES.resolve(module).resolve("main.alarms.tf"));
        assertThat(alarms).contains("dimensions = { FunctionName = var.name }");
        Set<String> watched = ALARM.matcher(alarms)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(watched).hasSize((int) Pattern.compile("namespace = \"Cordon\"")
                .matcher(alarms)
                .results()
                .map(MatchResult::start)
                .count());
        return watched;
    }

    /** Metrics with the function as their one dimension, as CloudWatch takes them from the log. */
    private Map<String, Long> written() throws Exception {
        Map<String, Long> written = new TreeMap<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            Json.Members members = (Json.Members) Json.parse(line);
            if (members.map().get("_aws") instanceof Json.Members about) {
                for (Json directive : ((Json.Items) about.map().get("CloudWatchMetrics")).list()) {
                    Map<String, Json> told = ((Json.Members) directive).map();
                    assertThat(told.get("Namespace")).isEqualTo(Json.of("Cordon"));
                    if (told.get("Dimensions").equals(Json.array(List.of(Json.texts(List.of("FunctionName")))))) {
                        for (Json metric : ((Json.Items) told.get("Metrics")).list()) {
                            String name =
                                    ((Json.Text) ((Json.Members) metric).map().get("Name")).value();
                            written.put(
                                    name, Long.parseLong(members.map().get(name).toCanonical()));
                        }
                    }
                }
            }
        }
        return written;
    }

    @Test
    void each_is_written_when_there_is_something_to_look_at() throws Exception {
        Party about = new Party.OfService(new ServiceName("orders-api"));
        log.event("m1", Optional.empty(), ControlLog.Outcome.REFUSED, "another account");
        log.findings(List.of(
                new Finding(Finding.Kind.PARKED, about, "given up", Finding.Remedy.LOOK),
                new Finding(Finding.Kind.WITHOUT_SECRET, about, "none", Finding.Remedy.MENDED)));
        log.offer(new TokenRecord(
                Instant.EPOCH,
                new TokenRecord.Asked(
                        "token", Optional.of("orders-api"), Optional.empty(), Optional.empty(), Optional.empty()),
                new TokenRecord.Refused("invalid_client", "generation 1 was shown", true)));

        Map<String, Long> written = written();
        assertThat(written)
                .containsEntry("Events", 1L)
                .containsEntry("Findings", 2L)
                .containsEntry("OpenFindings", 1L)
                .containsEntry("ParkedRotations", 1L)
                .containsEntry("LeakedSecrets", 1L);
        assertThat(watched("lifecycle"))
                .containsExactly("LeakedSecrets", "OpenFindings", "ParkedRotations")
                .isSubsetOf(written.keySet());
        assertThat(watched("tokens")).containsExactly("LeakedSecrets").isSubsetOf(written.keySet());
    }
}
