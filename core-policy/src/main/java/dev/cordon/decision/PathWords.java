package dev.cordon.decision;

import java.util.Arrays;

/**
 * The literal segments of all templates, each text once, in numbers. They are found by a hash that ignores ASCII case,
 * so that those that differ in case only stand in the same row of slots. A policy repeats its words: these stay close
 * at hand while the paths of its services are many.
 */
final class PathWords {

    /** No such word. */
    static final int UNKNOWN = -1;

    private final String[] texts;
    private final int[] hashes;
    /** Open addressing, at most half full; a word's number plus one, or 0. */
    private final int[] slots;

    private PathWords(Builder builder) {
        texts = builder.texts;
        hashes = builder.hashes;
        slots = builder.slots;
    }

    /** Numbers words from 0, as they come. */
    static final class Builder {

        private String[] texts = new String[64];
        private int[] hashes = new int[64];
        private int[] slots = new int[128];
        private int count;

        /** How many there are. */
        int count() {
            return count;
        }

        /** The number of a word, which it gets where it has none. */
        int add(String text) {
            int hash = 0;
            for (int i = 0; i < text.length(); i++) {
                hash = hash(hash, text.charAt(i));
            }
            hash = spread(hash);
            int slot = hash & slots.length - 1;
            while (slots[slot] != 0) {
                int word = slots[slot] - 1;
                if (hashes[word] == hash && texts[word].equals(text)) {
                    return word;
                }
                slot = slot + 1 & slots.length - 1;
            }
            if (count == texts.length) {
                grow();
            }
            texts[count] = text;
            hashes[count] = hash;
            place(count);
            return count++;
        }

        private void grow() {
            texts = Arrays.copyOf(texts, count * 2);
            hashes = Arrays.copyOf(hashes, count * 2);
            slots = new int[count * 4];
            for (int i = 0; i < count; i++) {
                place(i);
            }
        }

        private void place(int word) {
            int slot = hashes[word] & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = word + 1;
        }

        PathWords build() {
            return new PathWords(this);
        }
    }

    /** The word of exactly this text, or {@link #UNKNOWN}. */
    int find(int hash, String path, int start, int end) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int word = slots[slot] - 1;
            if (hashes[word] == hash && isText(word, path, start, end)) {
                return word;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    /** The next word after {@code before} that differs from this text in ASCII case only, or {@link #UNKNOWN}. */
    int otherCase(int before, int hash, String path, int start, int end) {
        boolean passed = before == UNKNOWN;
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int word = slots[slot] - 1;
            if (passed && hashes[word] == hash && differsInCase(word, path, start, end)) {
                return word;
            }
            passed |= word == before;
            slot = slot + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    private boolean isText(int word, String path, int start, int end) {
        return texts[word].length() == end - start && path.startsWith(texts[word], start);
    }

    private boolean differsInCase(int word, String path, int start, int end) {
        String text = texts[word];
        return text.length() == end - start
                && path.regionMatches(true, start, text, 0, text.length())
                && !path.startsWith(text, start);
    }

    /** Goes on with one more character: equal for texts that are equal but for ASCII case. Begins with 0. */
    static int hash(int before, char next) {
        return before * 31 + (next >= 'A' && next <= 'Z' ? next + 32 : next);
    }

    /** Ends a hash. */
    static int spread(int hash) {
        int mixed = hash * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }
}
