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

    /** Ends the test that lacks something: it is skipped for that reason, or fails where nothing may be skipped. */
    public static RuntimeException missing(String why) {
        return "1".equals(System.getenv("CORDON_REQUIRE_REAL"))
                ? fail(why + ", and CORDON_REQUIRE_REAL=1 demands it")
                : abort(why);
    }

    /** Where a program is. */
    public static Path find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Stream.concat(Arrays.stream(path.split(File.pathSeparator, -1)), SERVERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> missing("`" + name + "` is not installed"));
    }
}
