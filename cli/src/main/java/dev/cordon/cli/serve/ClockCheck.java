package dev.cordon.cli.serve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.List;

/**
 * The clock, in UTC whatever the machine's time zone.
 *
 * @param now what it shows
 * @param built when this program was built, which is over
 */
record ClockCheck(Instant now, Instant built) implements Check {

    @Override
    public List<Finding> findings() {
        return List.of(
                clock(),
                Finding.ok(
                        "time zone data",
                        ZoneRulesProvider.getVersions("UTC").lastEntry().getKey()));
    }

    private Finding clock() {
        String found = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return now.isBefore(built)
                ? Finding.fail(
                        "clock",
                        found + ", which is before this program was built (" + built + ")",
                        "set the clock, and keep it set by NTP: tokens and bundles are judged by it")
                : Finding.ok("clock", found);
    }
}
