package dev.cordon.aws.store.table;

import dev.cordon.credential.Credential;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which generations of credentials may have a secret in Secrets Manager, whose own list is minutes late and open to
 * whoever may read it to all of an account. An entry is there before its secret is, and stays until the secret is gone.
 * Safe for use by many threads, also of several processes; blocks as long as its table does.
 */
public final class SecretIndex {

    private static final String SECRET = "secret";

    private final ControlTable table;

    SecretIndex(ControlTable table) {
        this.table = table;
    }

    /** Enters a generation, if it is not there. */
    public void enter(Credential.Id id) throws StoreUnavailableException {
        if (!has(id)) {
            boolean unused = table.write(List.of(Change.put(key(id), "")));
        }
    }

    /** Takes a generation out. */
    public void leave(Credential.Id id) throws StoreUnavailableException {
        boolean unused = table.write(List.of(Change.remove(key(id))));
    }

    /** Whether a generation is there. */
    public boolean has(Credential.Id id) throws StoreUnavailableException {
        return table.get(key(id)).isPresent();
    }

    /**
     * The generations that follow one, by service and number.
     *
     * @param after empty for the first ones
     * @param most how many at most, from 1
     */
    public List<Credential.Id> page(Optional<Credential.Id> after, int most) throws StoreUnavailableException {
        return table.behind(SECRET, after.map(id -> key(id).id()), most).stream()
                .map(entry -> id(entry.id()))
                .toList();
    }

    private static Key key(Credential.Id id) {
        return new Key(SECRET, id.service().text() + "/" + HexFormat.of().toHexDigits(id.generation()));
    }

    private static Credential.Id id(String text) {
        int slash = text.lastIndexOf('/');
        try {
            return new Credential.Id(
                    new ServiceName(text.substring(0, slash)),
                    HexFormat.fromHexDigitsToLong(text, slash + 1, text.length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedEntryException("an entry of a secret is that of no generation");
        }
    }
}
