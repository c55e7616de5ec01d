package dev.cordon.reference;

import java.util.List;
import java.util.Locale;

/** Writes a path in another way, or another path in much the same way. */
final class PathSpoiler {

    private static final List<String> NASTY = List.of(
            "%2e",
            ".",
            "..",
            "/../",
            "//",
            "/./",
            ";",
            ";x=1",
            "%3b",
            "%2F",
            "%2f",
            "%5c",
            "\\",
            "%00",
            "%",
            "%z",
            "%4",
            "%c0%af",
            "%EF%BC%8F",
            "%E2%84%AA",
            "%c5%bf",
            "%C4%B1",
            "%C4%B0",
            "%CD%BE",
            "%E2%80%A4",
            " ",
            "*",
            "%2a",
            "?",
            "?a=/..",
            "%3f",
            "%23",
            "#",
            "%25",
            "%252e",
            "%7F",
            "%C2%85",
            "\u00e9",
            "%C3%A9",
            "%c3%a9",
            "%C3",
            "%ED%A0%80",
            "%F4%90%80%80",
            "%EF%BF%BD",
            "%7e",
            "%41",
            "%61",
            "%2d",
            "%5F",
            "%3A",
            "%3a",
            "|",
            "{id}",
            "\"",
            "\n",
            "\t",
            "+",
            "%20",
            "@",
            "~",
            "a",
            "A",
            "/",
            "%EF%BD%81",
            "%FF%0E");

    private final Dice dice;

    PathSpoiler(Dice dice) {
        this.dice = dice;
    }

    String spoil(String path) {
        if (path.isEmpty()) {
            return dice.pick(NASTY);
        }
        return switch (dice.below(8)) {
            case 0 -> path.toUpperCase(Locale.ROOT);
            case 1 -> path.toLowerCase(Locale.ROOT);
            case 2 -> path + "/";
            case 3 -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path.substring(1);
            case 4 -> escaped(path);
            case 5 ->
                dice.chance(3) ? path + "a".repeat(Math.max(0, 4097 - path.length() - dice.below(2))) : path + "?x=%2e";
            default -> inserted(inserted(path, 40), 100);
        };
    }

    private String inserted(String path, int percent) {
        int at = dice.below(path.length() + 1);
        return dice.chance(percent) ? path.substring(0, at) + dice.pick(NASTY) + path.substring(at) : path;
    }

    /** One character as an escape that a client need not have written. */
    private String escaped(String path) {
        int at = dice.below(path.length());
        if (path.charAt(at) == '%') {
            return path.toLowerCase(Locale.ROOT);
        }
        String escape = String.format(Locale.ROOT, dice.of("%%%02x", "%%%02X"), (int) path.charAt(at));
        return path.substring(0, at) + escape + path.substring(at + 1);
    }
}
