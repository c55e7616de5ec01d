package dev.cordon.cli.log;

import dev.cordon.chain.ChainedLine;
import dev.cordon.chain.Opening;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a log that was rotated, found beside the newest. */
final class LogFamily {

    private final Console console;
    private final Path newest;

    private LogFamily(Console console, Path newest) {
        this.console = console;
        this.newest = newest;
    }

    /**
     * All files of the log, oldest first; that alone where it is a stream.
     *
     * @param newest the one that is being written
     * @throws CommandException where a file can't be read
     */
    static List<Path> of(Console console, Path newest) throws CommandException {
        return Files.isRegularFile(newest) ? new LogFamily(console, newest).all() : List.of(newest);
    }

    /** By the number of their first line, for whoever rotates them chooses their names. */
    private List<Path> all() throws CommandException {
        Optional<String> log =
                new LogFile(console, newest).first().flatMap(Opening::read).map(Opening::log);
        SortedMap<Long, List<Path>> byFirst = new TreeMap<>();
        for (Path file : beside()) {
            Optional<byte[]> first = new LogFile(console, file).first();
            Optional<Opening> opening = first.flatMap(Opening::read);
            Optional<ChainedLine> line = first.flatMap(ChainedLine::read);
            boolean other = opening.isPresent()
                    && log.isPresent()
                    && !opening.get().log().equals(log.get());
            if (line.isEmpty() || other) {
                console.err()
                        .println(console.warning("`" + file + "` is left out: it begins with no line of this log"));
            } else {
                byFirst.computeIfAbsent(line.get().link().sequence(), sequence -> new ArrayList<>())
                        .add(file);
            }
        }
        List<Path> files = new ArrayList<>();
        byFirst.values().forEach(files::addAll);
        files.add(newest);
        return files;
    }

    /** As logrotate names them, and {@code serve} itself: with a number or a date, compressed or not. */
    private List<Path> beside() throws CommandException {
        Path folder = newest.toAbsolutePath().getParent();
        String name = String.valueOf(newest.getFileName());
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isOlder(name, String.valueOf(file.getFileName())))
                    .filter(Files::isRegularFile)
                    .map(file -> newest.resolveSibling(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandException.couldNot("folder `" + folder + "` can't be read: " + e.getMessage());
        }
    }

    private static boolean isOlder(String name, String other) {
        return other.startsWith(name) && other.substring(name.length()).matches("[.-][0-9][0-9.-]*(\\.gz)?");
    }
}
