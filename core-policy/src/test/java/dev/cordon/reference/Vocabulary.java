package dev.cordon.reference;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The few words of random policies and calls: so few that they meet often. */
final class Vocabulary {

    static final List<String> HOSTS = List.of("one.example", "two.example", "three.example");
    static final List<String> ENVIRONMENTS = List.of("production", "staging");
    static final List<String> SCOPES = List.of("read", "write", "admin");
    static final List<String> ROLES = List.of("clerk", "manager");
    static final List<String> GROUPS = List.of("berlin", "boston");
    static final List<String> CLAIMS = List.of("tenant", "level", "tags");
    static final List<String> PARAMETERS = List.of("{id}", "{x}", "{name}");

    /** Literals that differ in letter case only are among them on purpose. */
    static final List<String> LITERALS =
            List.of("a", "A", "b", "admin", "Admin", "v1", "orders", "Orders", "caf%C3%A9", "x~y", "a.b", "%40me");

    static final List<ClaimValue> SCALARS = List.of(
            new ClaimValue.Text("1"), new ClaimValue.Text("blue"), new ClaimValue.Whole(1), new ClaimValue.Flag(true));

    static final List<String> ADDRESSES = List.of(
            "10.0.0.1",
            "10.0.0.255",
            "10.0.1.0",
            "10.20.30.40",
            "192.0.2.7",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "2001:db8:0:1::1",
            "2001:db9::",
            "::1");

    static final List<Cidr> BLOCKS = blocks(
            "10.0.0.0/24",
            "10.0.0.0/8",
            "10.0.0.1",
            "10.0.0.128/25",
            "0.0.0.0/0",
            "192.0.2.0/24",
            "2001:db8::/64",
            "2001:db8::/32",
            "::1",
            "::/0",
            "::ffff:0:0/96");

    static final List<KeyThumbprint> KEYS = List.of("A", "B", "C", "D").stream()
            .map(letter -> new KeyThumbprint(letter.repeat(42) + "A"))
            .toList();

    /** Ordinary times, and the hours around changes of daylight saving, midnights and week ends. */
    static final List<Instant> INSTANTS = List.of(
            Instant.parse("2026-11-22T03:00:00Z"),
            Instant.parse("2026-03-29T00:59:59Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T01:30:00.5Z"),
            Instant.parse("2026-03-08T07:00:00Z"),
            Instant.parse("2026-11-01T05:30:00Z"),
            Instant.parse("2026-11-01T06:30:00Z"),
            Instant.parse("2026-06-14T21:59:59.999999999Z"),
            Instant.parse("2026-06-14T22:00:00Z"),
            Instant.parse("2026-06-15T12:00:00.25Z"));

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));

    private static final List<Integer> MINUTES = List.of(0, 60, 90, 120, 150, 180, 720, 1320, 1380, 1439);

    private Vocabulary() {}

    static TimeWindow window(Dice dice) {
        int start = dice.pick(MINUTES);
        int end = dice.chance(20) ? 1440 : Math.max(1, dice.pick(MINUTES));
        List<DayOfWeek> days = new ArrayList<>(dice.some(List.of(DayOfWeek.values()), 7));
        return new TimeWindow(days, start, end == start ? end + 1 : end, dice.pick(ZONES));
    }

    static List<TimeWindow> windows(Dice dice) {
        List<TimeWindow> windows = new ArrayList<>();
        for (int i = dice.below(2); i >= 0; i--) {
            windows.add(window(dice));
        }
        return windows;
    }

    private static List<Cidr> blocks(String... texts) {
        return List.of(texts).stream()
                .map(text -> Cidr.parse(text).orElseThrow())
                .toList();
    }
}
