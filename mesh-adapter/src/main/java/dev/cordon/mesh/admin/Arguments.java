package dev.cordon.mesh.admin;

import dev.cordon.document.Json;
import dev.cordon.network.Cidr;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of a request. Whatever is not as it must be is an {@link IllegalArgumentException} that says so. */
final class Arguments {

    private static final int MOST_LISTED = 1_000;
    private static final int MOST_AT_ONCE = 500;

    private final Json.Members members;

    private Arguments(Json.Members members) {
        this.members = members;
    }

    /** Takes none but those of that name. */
    static Arguments of(Json.Members members, String... names) {
        Set<String> known = Set.of(names);
        for (String name : members.map().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no argument `" + name + "` here");
            }
        }
        return new Arguments(members);
    }

    Optional<String> optionalText(String name) {
        Optional<Json> value = members.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        } else if (value.get() instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        throw new IllegalArgumentException("argument `" + name + "` must be a string");
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("argument `" + name + "` is missing"));
    }

    Optional<Long> optionalWhole(String name) {
        Optional<Json> value = members.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        } else if (value.get() instanceof Json.Whole whole && whole.value() >= 0) {
            return Optional.of(whole.value());
        }
        throw new IllegalArgumentException("argument `" + name + "` must be a whole number from 0");
    }

    long whole(String name) {
        return optionalWhole(name)
                .orElseThrow(() -> new IllegalArgumentException("argument `" + name + "` is missing"));
    }

    /** How many a page has at most. */
    int most() {
        long most = optionalWhole("most").orElse(100L);
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new IllegalArgumentException("argument `most` must be from 1 to " + MOST_AT_ONCE);
        }
        return (int) most;
    }

    Optional<Instant> optionalInstant(String name) {
        return optionalText(name).map(text -> instant(name, text));
    }

    Instant instant(String name) {
        return instant(name, text(name));
    }

    /** In whole seconds, and within the years of four digits, so that it can be kept and reckoned with. */
    private static Instant instant(String name, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (text.length() <= 30 && instant.getEpochSecond() >= 0) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Told like one that is out of range.
        }
        throw new IllegalArgumentException("argument `" + name + "` must be an instant like 2026-01-31T12:00:00Z");
    }

    /** Blocks of addresses. */
    List<Cidr> blocks(String name) {
        List<Cidr> blocks = new ArrayList<>();
        for (String text : texts(name)) {
            blocks.add(Cidr.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no CIDR block")));
        }
        return blocks;
    }

    List<String> texts(String name) {
        Json value = members.find(name).orElse(Json.array(List.of()));
        List<String> texts = new ArrayList<>();
        if (value instanceof Json.Items items && items.list().size() <= MOST_LISTED) {
            for (Json item : items.list()) {
                if (item instanceof Json.Text text) {
                    texts.add(text.value());
                }
            }
            if (texts.size() == items.list().size()) {
                return texts;
            }
        }
        throw new IllegalArgumentException(
                "argument `" + name + "` must be an array of at most " + MOST_LISTED + " strings");
    }
}
