package dev.cordon.benchmarks;

import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Link;
import dev.cordon.chain.RecordChain;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to chain a line of a log, with its part of a signed checkpoint, against writing the line alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class LogLines {

    private static final int BATCH = 64;
    /** A line of an allowed call has about so many characters. */
    private static final int LENGTH = 1_100;

    @Param({"ES256", "EdDSA"})
    private String algorithm;

    private final StringBuilder lines = new StringBuilder(BATCH * 2 * LENGTH);
    private final RecordChain chain = new RecordChain(Link.START);
    private final String line = "{\"a\":\"" + "x".repeat(LENGTH - 8) + "\"}";
    private SigningKey key;
    private int count;

    /** Makes the key, as {@code serve} uses it. */
    @Setup
    public void open() {
        key = SigningKey.generate(SignatureAlgorithm.of(algorithm).orElseThrow(), new SecureRandom())
                .by(SignatureProvider.fastest());
    }

    /** The line alone. */
    @Benchmark
    public void plainLine(Blackhole file) {
        lines.append(line).append('\n');
        write(file);
    }

    /** The line with its number and value, and a checkpoint among some thousand. */
    @Benchmark
    public void chainedLine(Blackhole file) throws Exception {
        int start = lines.length();
        lines.append(line);
        chain.append(lines, start);
        lines.append('\n');
        if (count % Checkpoint.MOST_BETWEEN == 0) {
            Checkpoint checkpoint = new Checkpoint("log", chain.last(), Instant.EPOCH, false);
            int place = lines.length();
            lines.append(checkpoint.toLine(checkpoint.sign(key)));
            chain.append(lines, place);
            lines.append('\n');
        }
        write(file);
    }

    private void write(Blackhole file) {
        if (++count % BATCH == 0) {
            file.consume(lines.toString().getBytes(StandardCharsets.UTF_8));
            lines.setLength(0);
        }
    }
}
