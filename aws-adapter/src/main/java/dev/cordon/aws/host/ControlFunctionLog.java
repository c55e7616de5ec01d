package dev.cordon.aws.host;

import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.lifecycle.Finding;
import dev.cordon.lifecycle.Finding.Kind;
import dev.cordon.lifecycle.Finding.Remedy;
import dev.cordon.registry.ServiceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the control plane tells, in lines of JSON, those that are counted with a line of metrics behind them. */
final class ControlFunctionLog implements ControlLog, TokenSink {

    private final String function;
    private final OutputStream out;
    private final InstantSource clock;

    /** @param function the function's name */
    ControlFunctionLog(String function, OutputStream out, InstantSource clock) {
        this.function = function;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void event(String message, Optional<ServiceEvent> event, Outcome outcome, String why) {
        String word = word(outcome);
        JsonObjectBuilder line = begun().put("message", printable(message)).put("outcome", word);
        event.ifPresent(one -> line.put("kind", one.kind().toString())
                .put("service", one.service().text())
                .put("event", printable(one.origin().id()))
                .put("source", printable(one.origin().source()))
                .put("occurredAt", one.origin().occurredAt().toString()));
        write(line.put("why", printable(why)).build().toCanonical());
        write(metrics()
                .put("Events", MetricLine.COUNT, 1)
                .by("Outcome", word, "Events", MetricLine.COUNT)
                .at(clock.instant()));
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            write(begun().put("finding", finding.kind().toString())
                    .put("about", printable(finding.about().toString()))
                    .put("detail", printable(finding.detail()))
                    .put("remedy", finding.remedy().toString())
                    .build()
                    .toCanonical());
        }
        long open = findings.stream().filter(one -> one.remedy() == Remedy.LOOK).count();
        long parked = findings.stream().filter(one -> one.kind() == Kind.PARKED).count();
        write(metrics()
                .put("Findings", MetricLine.COUNT, findings.size())
                .put("OpenFindings", MetricLine.COUNT, open)
                .put("ParkedRotations", MetricLine.COUNT, parked)
                .at(clock.instant()));
    }

    @Override
    public void notice(String line) {
        write(begun().put("notice", printable(line)).build().toCanonical());
    }

    @Override
    public void offer(TokenRecord asked) {
        StringBuilder line = new StringBuilder();
        TokenJson.append(line, asked);
        write(line.toString());
        boolean refused = asked.outcome() instanceof TokenRecord.Refused;
        boolean leak = asked.outcome() instanceof TokenRecord.Refused refusal && refusal.alarm();
        write(metrics()
                .put("TokenRequests", MetricLine.COUNT, 1)
                .put("TokenRefusals", MetricLine.COUNT, refused ? 1 : 0)
                .put("LeakedSecrets", MetricLine.COUNT, leak ? 1 : 0)
                .at(clock.instant()));
    }

    private JsonObjectBuilder begun() {
        return Json.object().put("time", clock.instant().toString());
    }

    private MetricLine metrics() {
        return new MetricLine(function);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    /** Never throws: nobody is left to tell that nothing can be told. */
    private synchronized void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // what was done is done
        }
    }
}
