package dev.cordon.chain;

/**
 * Where a line is.
 *
 * @param file the file's name, as it was named to the one who reads it
 * @param line from 1; 0 before the first
 */
public record Place(String file, long line) {

    Place next() {
        return new Place(file, line + 1);
    }
}
