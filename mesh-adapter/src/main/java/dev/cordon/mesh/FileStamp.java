package dev.cordon.mesh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What changes when a file changes: size, time of modification, and where the system has them, inode and time of
 * change, which no program can set back.
 *
 * @param attributes the values by the system's names
 */
record FileStamp(Map<String, Object> attributes) {

    private static final String EVERYWHERE = "size,lastModifiedTime";
    private static final String UNIX = "unix:size,lastModifiedTime,ino,ctime,dev";

    static FileStamp of(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new FileStamp(Files.readAttributes(file, unix ? UNIX : EVERYWHERE, new LinkOption[0]));
    }
}
