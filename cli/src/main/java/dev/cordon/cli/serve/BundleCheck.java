package dev.cordon.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A bundle: what it is worth, until when, and whether the server would see the next one.
 *
 * @param file where it is
 * @param reading what it is worth
 * @param now the time of day
 * @param access what the user may do
 */
record BundleCheck(Path file, BundleReading reading, Instant now, Access access) implements Check {

    private static final String VALIDITY = "bundle validity";
    private static final String FOLDER = "bundle folder";

    /** Time enough to publish the next one. */
    private static final Duration SOON = Duration.ofDays(1);

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(reading.finding());
        reading.validUntil().ifPresent(end -> findings.add(validity(end)));
        findings.add(folder());
        return findings;
    }

    private Finding validity(Instant end) {
        String publish = "publish it anew: `cordon bundle create` with a higher `--sequence`";
        if (!now.isBefore(end)) {
            return Finding.fail(VALIDITY, "ended at " + end, publish + "; or set the clock, where that is wrong");
        } else if (now.plus(SOON).isAfter(end)) {
            return Finding.warn(VALIDITY, "ends at " + end + ", in less than a day", publish);
        }
        return Finding.ok(VALIDITY, "until " + end);
    }

    /** A bundle is replaced by renaming another one over it, which the server sees by the name in the folder. */
    private Finding folder() {
        Path folder = Access.folder(file);
        if (!Files.isDirectory(folder)) {
            return Finding.fail(FOLDER, "`" + folder + "` does not exist", "name a bundle in a folder that is there");
        }
        return access.read().test(folder) && access.enter().test(folder)
                ? Finding.ok(FOLDER, "`" + folder + "` can be read")
                : Finding.fail(
                        FOLDER,
                        "`" + folder + "` may not be read by you",
                        "let the user that serves read and enter it: a replaced bundle would not be seen");
    }
}
