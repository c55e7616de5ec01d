package dev.cordon.mesh;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head as a small file beside the published ones: one line a number, in one order. */
final class FileHeadStore implements HeadStore {

    private static final String NAME = "head";
    private static final int LARGEST = 1024;
    private static final Pattern FORM = Pattern.compile("""
            bundle-sequence ([0-9]{1,19})
            keys-sequence ([0-9]{1,19})
            revocation-epoch ([0-9]{1,19})
            revocation-count ([0-9]{1,19})
            registry-epoch ([0-9]{1,19})
            """);

    private final StateFolder folder;

    FileHeadStore(Path folder) {
        this.folder = new StateFolder(folder);
    }

    @Override
    public Optional<Head> read() throws StoreUnavailableException {
        return parse(folder.read(NAME, LARGEST));
    }

    @Override
    public boolean replace(Optional<Head> known, Head next) throws StoreUnavailableException {
        if (known.isPresent() && !next.isNotBehind(known.get())) {
            throw new IllegalArgumentException("a head does not go back");
        }
        byte[] bytes = text(next).getBytes(StandardCharsets.US_ASCII);
        return folder.replace(NAME, bytes, LARGEST, there -> parse(there).equals(known));
    }

    private Optional<Head> parse(Optional<byte[]> bytes) throws StoreUnavailableException {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(new String(bytes.get(), StandardCharsets.ISO_8859_1));
        if (!form.matches()) {
            throw garbage();
        }
        try {
            return Optional.of(
                    new Head(number(form, 1), number(form, 2), number(form, 3), number(form, 4), number(form, 5)));
        } catch (NumberFormatException e) {
            throw garbage();
        }
    }

    private static long number(Matcher form, int group) {
        return Long.parseLong(form.group(group));
    }

    private StoreUnavailableException garbage() {
        return new StoreUnavailableException(
                "`" + folder.file(NAME) + "` is no head: restore it, or publish to another folder");
    }

    private static String text(Head head) {
        return "bundle-sequence " + head.bundleSequence() + "\nkeys-sequence " + head.keysSequence()
                + "\nrevocation-epoch " + head.revocationEpoch() + "\nrevocation-count " + head.revocationCount()
                + "\nregistry-epoch " + head.registryEpoch() + "\n";
    }
}
