package dev.cordon.cli.serve;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The Java runtime.
 *
 * @param version which one
 * @param vendor who made it
 * @param heap how many bytes its objects may take
 * @param arguments the options it was started with
 */
record RuntimeCheck(Runtime.Version version, String vendor, long heap, List<String> arguments) implements Check {

    private static final int OLDEST_JAVA = 17;
    private static final long MEGABYTE = 1 << 20;

    /** Commands work in 128 MB, of which a runtime counts some as not its own. */
    private static final long ENOUGH = 96 * MEGABYTE;

    /** The one that this runs on. */
    static RuntimeCheck here() {
        return new RuntimeCheck(
                Runtime.version(),
                System.getProperty("java.vendor", "unknown vendor"),
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    @Override
    public List<Finding> findings() {
        return List.of(java(), memory(), sharing());
    }

    private Finding java() {
        String found = version + " (" + vendor + ")";
        return version.feature() >= OLDEST_JAVA
                ? Finding.ok("java", found)
                : Finding.fail("java", found, "install Java " + OLDEST_JAVA + " or later, or name it in JAVA_HOME");
    }

    private Finding memory() {
        String found = "a heap of " + heap / MEGABYTE + " MiB";
        return heap >= ENOUGH
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found, "large policies need more: set CORDON_JAVA_OPTS=-Xmx300m");
    }

    private Finding sharing() {
        String what = "class data sharing";
        return arguments.stream().anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"))
                ? Finding.ok(what, "on")
                : Finding.warn(
                        what,
                        "off",
                        "start by the launcher `cordon`, which keeps an archive in a cache folder that it can write:"
                                + " commands start twice as fast");
    }
}
