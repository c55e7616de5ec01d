package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Notes in memory, two to a page, that fail at will. */
public final class InMemoryConnectionNotes implements ConnectionNotes {

    private static final int PAGE = 2;

    /** Whether nothing can be written. */
    public boolean broken;

    private final TreeMap<String, NotedConnection> noted = new TreeMap<>();

    /** What is noted of a stage. */
    public List<NotedConnection> of(SocketStage stage) {
        return List.copyOf(noted.subMap(stage + "#", stage + "$").values());
    }

    @Override
    public void note(SocketStage stage, NotedConnection connection) throws StoreUnavailableException {
        if (broken) {
            throw new StoreUnavailableException("the table is gone: make it again");
        }
        noted.put(stage + "#" + connection.id(), connection);
    }

    @Override
    public Page page(SocketStage stage, Optional<String> after) {
        List<NotedConnection> found = new ArrayList<>(of(stage));
        found.removeIf(one -> after.isPresent() && one.id().compareTo(after.get()) <= 0);
        boolean more = found.size() > PAGE;
        List<NotedConnection> page = more ? found.subList(0, PAGE) : found;
        return new Page(page, more ? Optional.of(page.get(PAGE - 1).id()) : Optional.empty());
    }

    @Override
    public void forget(SocketStage stage, String id) {
        noted.remove(stage + "#" + id);
    }
}
