package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.LoadedBundle;
import dev.cordon.policy.IssuerName;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots from a bundle file and key files. A refresh reads them anew where any of them changed, and otherwise
 * confirms the snapshot there is. What is refused never replaces the last good one: a bundle with a lower sequence than
 * one that was in use, other content under the same sequence, a wrong signature, an odd key file. While such files lie
 * there, refreshing fails and says why, but confirms the last good snapshot, which holds until the end of its own
 * validity; files that can't be read confirm nothing. Safe for use by many threads.
 */
public final class BundleFileSource implements SnapshotSource {

    private final BundleFiles files;
    private final Supplier<Moment> clock;
    private volatile @Nullable Loaded loaded;
    /** Only touched while refreshing. */
    private @Nullable Refused refused;

    private volatile boolean demanded;

    /** A snapshot with the state of the files that it was read from. */
    private record Loaded(Snapshot snapshot, Map<Path, FileStamp> stamps) {}

    /** What was refused, by the state of the files at that time, and why: it need not be read again. */
    private record Refused(String why, Map<Path, FileStamp> stamps) {}

    /** A source of these files; nothing is read before the first {@link #refresh}. */
    public static BundleFileSource of(BundleFiles files) {
        Clock wall = Clock.systemUTC();
        return new BundleFileSource(files, () -> new Moment(wall.instant(), System.nanoTime()));
    }

    BundleFileSource(BundleFiles files, Supplier<Moment> clock) {
        this.files = files;
        this.clock = clock;
    }

    @Override
    public Optional<Snapshot> current() {
        Loaded known = loaded;
        return known == null ? Optional.empty() : Optional.of(known.snapshot());
    }

    /** Makes the next refresh read the files, whether they seem to have changed or not. */
    public void demand() {
        demanded = true;
    }

    @Override
    public synchronized void refresh() throws SnapshotUnavailableException {
        Moment now = clock.get();
        Map<Path, FileStamp> stamps = stamps();
        Loaded known = loaded;
        if (demanded) {
            demanded = false;
            refused = null;
        } else if (known != null && known.stamps().equals(stamps)) {
            refused = null;
            loaded = new Loaded(known.snapshot().confirmedAt(now.ticks()), stamps);
            return;
        }
        Refused before = refused;
        if (before != null && before.stamps().equals(stamps)) {
            throw refuse(before, now);
        }
        load(known, stamps, now);
    }

    private void load(@Nullable Loaded known, Map<Path, FileStamp> stamps, Moment now)
            throws SnapshotUnavailableException {
        try {
            Snapshot fresh = read(known, now);
            requireUnchanged(stamps);
            refused = null;
            loaded = new Loaded(fresh, stamps);
        } catch (FileRefusedException e) {
            requireUnchanged(stamps);
            Refused what = new Refused(String.valueOf(e.getMessage()), stamps);
            refused = what;
            throw refuse(what, now);
        }
    }

    /** The files are there and say nothing that counts: what was good before is as current as it was. */
    private SnapshotUnavailableException refuse(Refused what, Moment now) {
        Loaded known = loaded;
        if (known != null) {
            loaded = new Loaded(known.snapshot().confirmedAt(now.ticks()), known.stamps());
        }
        return new SnapshotUnavailableException(what.why());
    }

    private void requireUnchanged(Map<Path, FileStamp> stamps) throws SnapshotUnavailableException {
        if (!stamps().equals(stamps)) {
            throw new SnapshotUnavailableException("a file changed while it was being read: replace files by renaming");
        }
    }

    /** A file was read and is not what it should be. */
    private static final class FileRefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        FileRefusedException(String why) {
            super(why);
        }
    }

    private Snapshot read(@Nullable Loaded known, Moment now)
            throws SnapshotUnavailableException, FileRefusedException {
        LoadedBundle bundle = bundle(known, now);
        Map<IssuerName, JsonWebKeys> keys = new HashMap<>();
        for (Map.Entry<IssuerName, Path> issuer : files.issuerKeys().entrySet()) {
            keys.put(issuer.getKey(), keys(issuer.getValue()));
        }
        KeyRing ring = KeyRing.of(bundle.policy().source().issuers(), keys);
        return Snapshot.of(bundle.policy(), bundle.revision(), Snapshot.Live.of(ring), now.ticks());
    }

    private LoadedBundle bundle(@Nullable Loaded known, Moment now)
            throws SnapshotUnavailableException, FileRefusedException {
        byte[] bytes = bytes(files.bundle());
        try {
            if (known == null) {
                return BundleLoader.load(bytes, files.expected(), now.wall());
            }
            var inUse = known.snapshot().revisions().policy();
            LoadedBundle bundle = BundleLoader.load(bytes, files.expected().atLeast(inUse.sequence()), now.wall());
            boolean same = bundle.revision().hash().equals(inUse.hash());
            if (bundle.revision().sequence() == inUse.sequence() && !same) {
                throw new FileRefusedException("the bundle has sequence `" + inUse.sequence()
                        + "` like the one in use, and other content: publish it under a new sequence");
            }
            return bundle;
        } catch (BundleRefusedException e) {
            throw new FileRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static JsonWebKeys keys(Path file) throws SnapshotUnavailableException, FileRefusedException {
        try {
            return JsonWebKeys.parse(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (InvalidKeyFileException e) {
            throw new FileRefusedException("key file `" + file + "`: " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws SnapshotUnavailableException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private Map<Path, FileStamp> stamps() throws SnapshotUnavailableException {
        Map<Path, FileStamp> stamps = new TreeMap<>();
        stamps.put(files.bundle(), stamp(files.bundle()));
        for (Path file : files.issuerKeys().values()) {
            stamps.put(file, stamp(file));
        }
        return stamps;
    }

    private static FileStamp stamp(Path file) throws SnapshotUnavailableException {
        try {
            return FileStamp.of(file);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static SnapshotUnavailableException unreadable(Path file) {
        return new SnapshotUnavailableException(
                "file `" + file + "` can't be read: check that it is there and readable");
    }
}
