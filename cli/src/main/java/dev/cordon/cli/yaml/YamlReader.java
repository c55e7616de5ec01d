package dev.cordon.cli.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one YAML document, or JSON, which is YAML too. Thread-safe; never throws because of what a file says. */
public final class YamlReader {

    /** The largest file, in bytes. */
    public static final int LARGEST = 8 * 1024 * 1024;

    private YamlReader() {}

    /**
     * The bytes of a file; of one that is too large, one more than {@link #LARGEST}.
     *
     * @param shown the file as its user named it
     * @throws IOException where the file can't be read; the message says why in words
     */
    public static byte[] bytes(Path file, String shown) throws IOException {
        Fault.Words name = Fault.quoted(shown);
        if (Files.isDirectory(file)) {
            throw new IOException(name + " is a directory: name a file");
        }
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + name);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new IOException("file " + name + " may not be read", e);
        }
    }

    /**
     * Reads a document.
     *
     * @param bytes the file's content
     * @param start how a file of this kind starts, to tell the author of an empty one
     * @param findings takes what is wrong
     * @return the root, or empty where there is none; there may be findings all the same
     */
    public static Optional<YamlNode> read(byte[] bytes, String start, Findings findings) {
        if (bytes.length > LARGEST) {
            findings.add(YamlFault.FILE_TOO_LARGE, Position.START);
            return Optional.empty();
        }
        try {
            Optional<YamlNode> root = TreeBuilder.build(SourceText.decode(bytes, findings), findings);
            if (root.isEmpty()) {
                findings.add(YamlFault.EMPTY_FILE, Position.START, start);
            }
            return root;
        } catch (UnreadableYamlException e) {
            return Optional.empty();
        }
    }
}
