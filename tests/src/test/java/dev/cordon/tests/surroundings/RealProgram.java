package dev.cordon.tests.surroundings;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that tests talk to. Where one is missing the test skips itself, or fails if that is demanded. */
public final class RealProgram {

    /** Debian keeps servers in folders that an ordinary user's PATH leaves out. */
    private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private RealProgram() {}

    /** Where a program is. */
    public static Path find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Stream.concat(Arrays.stream(path.split(File.pathSeparator, -1)), SERVERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && isDemanded(name)) {
            fail("`" + name + "` is not installed, and CORDON_REQUIRE_REAL=1 demands it");
        }
        return found.orElseGet(() -> abort("`" + name + "` is not installed"));
    }

    /** What the build knows to be missing is named in {@code CORDON_WITHOUT}, words separated by spaces. */
    private static boolean isDemanded(String name) {
        String without = Optional.ofNullable(System.getenv("CORDON_WITHOUT")).orElse("");
        return "1".equals(System.getenv("CORDON_REQUIRE_REAL"))
                && !List.of(without.split(" ", -1)).contains(name);
    }
}
