package dev.cordon.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks in one run and prints figures and ratios. Takes JMH's options, such as {@code -f 3}. */
public final class Main {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, Double> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    private Main(Collection<RunResult> results) {
        for (RunResult result : results) {
            String size = result.getParams().getParam("size");
            String method = result.getPrimaryResult().getLabel();
            String name = size == null ? method : method + " " + size;
            nanos.put(name, result.getPrimaryResult().getScore());
            bytes.put(name, result.getSecondaryResults().get(ALLOCATED).getScore());
        }
    }

    /** Runs. */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        OptionsBuilder options = new OptionsBuilder();
        options.parent(new CommandLineOptions(args));
        options.addProfiler(GCProfiler.class);
        if (args.length == 0) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(2));
        }
        options.jvmArgs("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");
        new Main(new Runner(options.build()).run()).print(System.out);
    }

    private void print(PrintStream out) {
        out.println("\n| benchmark | ns | B |\n| --- | ---: | ---: |");
        nanos.forEach((name, value) -> out.printf(
                Locale.ROOT, "| %s | %,.0f | %,.0f |%n", name, value, Math.max(0, bytes.getOrDefault(name, 0.0))));
        out.println("\n| ratio | is | floor |\n| --- | ---: | ---: |");
        ratio(out, "Athenz ZPE to Cordon, on L", "athenz L", "cordonDecide L", "at least 2");
        ratio(out, "Cedar by edge to Cordon, on L", "cedar L", "cordonDecide L", "");
        ratio(out, "jCasbin by caller to Cordon, on M", "casbin M", "cordonDecide M", "");
        ratio(out, "Cordon on L to Cordon on S", "cordonDecide L", "cordonDecide S", "at most 4");
        ratio(out, "first-seen ES256 token to the bare signature", "firstSeen", "bare", "at most 1.8");
    }

    private void ratio(PrintStream out, String name, String over, String under, String floor) {
        Double numerator = nanos.get(over);
        Double denominator = nanos.get(under);
        if (numerator != null && denominator != null) {
            out.printf(Locale.ROOT, "| %s | %.2f | %s |%n", name, numerator / denominator, floor);
        }
    }
}
