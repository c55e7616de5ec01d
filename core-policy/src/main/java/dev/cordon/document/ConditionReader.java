package dev.cordon.document;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads conditions: each an object with one member, named for its kind. */
final class ConditionReader {

    /** The words of the days, Monday first. */
    static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private final JsonReader json;
    private final ValueReader values;
    private final ValueReader.Value<Condition> member;
    private final ValueReader.Value<KeyThumbprint> key;
    private final ValueReader.Value<Environment> place;
    private final ValueReader.Value<Cidr> block;
    private final ValueReader.Value<TimeWindow> window;
    private final ValueReader.Value<DayOfWeek> day;
    private final ValueReader.Value<String> text;
    private final Map<String, ZoneId> zones = new HashMap<>();

    ConditionReader(ValueReader values) {
        this.json = values.json();
        this.values = values;
        this.member = this::member;
        this.key = () -> new KeyThumbprint(json.text());
        this.place = () -> new Environment(json.text());
        this.block = this::block;
        this.window = this::window;
        this.day = this::day;
        this.text = json::text;
    }

    Condition read() throws InvalidDocumentException {
        json.beginObject();
        Condition condition = values.valid(member);
        json.endObject();
        return condition;
    }

    private Condition member() throws InvalidDocumentException {
        if (json.optional("claim")) {
            return claim();
        } else if (json.optional("device")) {
            return new Condition.Device(values.items(key));
        } else if (json.optional("environment")) {
            return environment();
        } else if (json.optional("maxTokenAgeSeconds")) {
            return new Condition.MaxTokenAge(Duration.ofSeconds(json.whole()));
        } else if (json.optional("mtls")) {
            return mutualTls();
        } else if (json.optional("network")) {
            return new Condition.Network(values.items(block));
        } else if (json.optional("subject")) {
            return subject();
        }
        json.required("time");
        return new Condition.Time(values.items(window));
    }

    private Condition environment() throws InvalidDocumentException {
        if (json.isArray()) {
            return new Condition.InEnvironment(values.items(place));
        }
        if (!json.text().equals("same")) {
            throw json.wrong("this is `same` or an array of environments");
        }
        return new Condition.SameEnvironment();
    }

    private Condition mutualTls() throws InvalidDocumentException {
        if (!json.text().equals("required")) {
            throw json.wrong("this is `required`");
        }
        return new Condition.MutualTls();
    }

    private Cidr block() throws InvalidDocumentException {
        String written = json.text();
        Cidr parsed = Cidr.parse(written).orElse(null);
        if (parsed == null) {
            throw json.wrong("`" + written + "` is no network block");
        }
        if (!parsed.toString().equals(written)) {
            throw json.wrong("network block `" + written + "` is written `" + parsed + "`");
        }
        return parsed;
    }

    private Condition subject() throws InvalidDocumentException {
        json.beginObject();
        List<String> groups = values.list("groups", text);
        IssuerName issuer = new IssuerName(values.text("issuer"));
        List<String> roles = values.list("roles", text);
        json.endObject();
        return new Condition.Subject(issuer, roles, groups);
    }

    private TimeWindow window() throws InvalidDocumentException {
        json.beginObject();
        List<DayOfWeek> days = values.list("days", day);
        int end = minute("endMinute");
        int start = minute("startMinute");
        ZoneId zone = zone(values.text("zone"));
        json.endObject();
        TimeWindow window = new TimeWindow(days, start, end, zone);
        values.requireKept(days, window.days());
        return window;
    }

    private int minute(String name) throws InvalidDocumentException {
        long minute = values.whole(name);
        if (minute < 0 || minute > 1440) {
            throw json.wrong("a minute of the day is from 0 to 1440");
        }
        return (int) minute;
    }

    private DayOfWeek day() throws InvalidDocumentException {
        String word = json.text();
        int day = DAYS.indexOf(word);
        if (day >= 0) {
            return DayOfWeek.of(day + 1);
        }
        throw json.wrong("`" + word + "` is no day of the week");
    }

    /** Made once for each name: {@code ZoneId.of("UTC")} makes all its rules anew. */
    private ZoneId zone(String id) throws InvalidDocumentException {
        ZoneId known = zones.get(id);
        if (known == null) {
            known = newZone(id);
            zones.put(id, known);
        }
        return known;
    }

    private ZoneId newZone(String id) throws InvalidDocumentException {
        try {
            ZoneId zone = ZoneId.of(id);
            if (zone.getId().equals(id)) {
                return zone;
            }
        } catch (DateTimeException e) {
            // No zone: refused like a second spelling of one.
        }
        throw json.wrong("`" + id + "` is no time zone, or has another spelling");
    }

    private Condition claim() throws InvalidDocumentException {
        json.beginObject();
        String name = values.text("name");
        String test = values.text("test");
        json.required("value");
        ClaimTest made;
        if (test.equals("one-of")) {
            made = new ClaimTest.OneOf(values.items(this::value));
        } else if (test.equals("equals")) {
            made = new ClaimTest.Equal(value());
        } else if (test.equals("contains")) {
            made = new ClaimTest.Contains(value());
        } else {
            throw json.wrong("a claim's test is `equals`, `one-of` or `contains`, not `" + test + "`");
        }
        json.endObject();
        return new Condition.Claim(name, made);
    }

    private ClaimValue value() throws InvalidDocumentException {
        return json.isArray() ? new ClaimValue.Many(values.items(this::scalar)) : scalar();
    }

    ClaimValue scalar() throws InvalidDocumentException {
        if (json.isObject()) {
            return large();
        } else if (json.isWhole()) {
            return new ClaimValue.Whole(json.whole());
        } else if (json.isFlag()) {
            return new ClaimValue.Flag(json.flag());
        }
        return new ClaimValue.Text(json.text());
    }

    /** A number beyond what JSON numbers hold exactly. */
    private ClaimValue large() throws InvalidDocumentException {
        json.beginObject();
        String digits = values.text("whole");
        json.endObject();
        try {
            long value = Long.parseLong(digits);
            if (digits.equals(Long.toString(value)) && (value > Json.LARGEST || value < -Json.LARGEST)) {
                return new ClaimValue.Whole(value);
            }
        } catch (NumberFormatException e) {
            // Not a long: refused below.
        }
        throw json.wrong("`" + digits + "` is no number beyond 2^53 in its one spelling");
    }
}
