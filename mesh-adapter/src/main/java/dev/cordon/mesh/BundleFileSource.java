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
 * confirms the snapshot there is. What is refused never replaces the last good one, which ages meanwhile; a bundle with
 * a lower sequence than one that was in use is refused, and so is other content under the same sequence. Safe for use
 * by many threads.
 */
public final class BundleFileSource implements SnapshotSource {

    private final BundleFiles files;
    private final Supplier<Moment> clock;
    private volatile @Nullable Loaded loaded;

    /** A snapshot with the state of the files that it was read from. */
    private record Loaded(Snapshot snapshot, Map<Path, FileStamp> stamps) {}

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

    @Override
    public synchronized void refresh() throws SnapshotUnavailableException {
        Moment now = clock.get();
        Map<Path, FileStamp> stamps = stamps();
        Loaded known = loaded;
        if (known != null && known.stamps().equals(stamps)) {
            loaded = new Loaded(known.snapshot().confirmedAt(now.ticks()), stamps);
            return;
        }
        Snapshot fresh = read(known, now);
        if (!stamps().equals(stamps)) {
            throw new SnapshotUnavailableException("a file changed while it was being read: replace files by renaming");
        }
        loaded = new Loaded(fresh, stamps);
    }

    private Snapshot read(@Nullable Loaded known, Moment now) throws SnapshotUnavailableException {
        LoadedBundle bundle = bundle(known, now);
        Map<IssuerName, JsonWebKeys> keys = new HashMap<>();
        for (Map.Entry<IssuerName, Path> issuer : files.issuerKeys().entrySet()) {
            keys.put(issuer.getKey(), keys(issuer.getValue()));
        }
        KeyRing ring = KeyRing.of(bundle.policy().source().issuers(), keys);
        return Snapshot.of(bundle.policy(), bundle.revision(), Snapshot.Live.of(ring), now.ticks());
    }

    private LoadedBundle bundle(@Nullable Loaded known, Moment now) throws SnapshotUnavailableException {
        byte[] bytes = bytes(files.bundle());
        try {
            if (known == null) {
                return BundleLoader.load(bytes, files.expected(), now.wall());
            }
            var inUse = known.snapshot().revisions().policy();
            LoadedBundle bundle = BundleLoader.load(bytes, files.expected().atLeast(inUse.sequence()), now.wall());
            boolean same = bundle.revision().hash().equals(inUse.hash());
            if (bundle.revision().sequence() == inUse.sequence() && !same) {
                throw new SnapshotUnavailableException("the bundle has sequence `" + inUse.sequence()
                        + "` like the one in use, and other content: publish it under a new sequence");
            }
            return bundle;
        } catch (BundleRefusedException e) {
            throw new SnapshotUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private static JsonWebKeys keys(Path file) throws SnapshotUnavailableException {
        try {
            return JsonWebKeys.parse(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (InvalidKeyFileException e) {
            throw new SnapshotUnavailableException("key file `" + file + "`: " + e.getMessage());
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
