package dev.cordon.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A file that only its owner may read. */
final class SecretFile {

    private static final Set<PosixFilePermission> NOBODY_ELSES = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /** Says of a usable secret whether it is also kept: a warning where group or others can read or change its file. */
    static Finding kept(String what, String found, Path file) {
        return isOpen(file)
                ? Finding.warn(what, found + ", open to group or others", "chmod 600 " + word(file.toString()))
                : Finding.ok(what, found);
    }

    private static boolean isOpen(Path file) {
        try {
            return !Collections.disjoint(Files.getPosixFilePermissions(file), NOBODY_ELSES);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** One word for a shell, whatever is in it. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*") ? text : "-- '" + text.replace("'", "'\\''") + "'";
    }
}
