package dev.cordon.tests.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The packaged functions: what is uploaded to Lambda. */
final class FunctionPackage {

    static final Path JAR = Path.of(System.getProperty("cordon.root"), "aws-adapter/target/cordon-authorizer.jar");
    static final Path CONTROL_JAR = Path.of(System.getProperty("cordon.root"), "aws-adapter/target/cordon-control.jar");
    static final String LIFECYCLE = "dev.cordon.aws.host.LifecycleHandler";
    static final String ROTATION = "dev.cordon.aws.host.RotationHandler";
    static final String TOKENS = "dev.cordon.aws.host.TokenHandler";
    static final String HANDLER = "dev.cordon.aws.host.AuthorizerHandler";

    private FunctionPackage() {}

    /** Unpacks it into a folder, as Lambda does. */
    static Path unpack(Path folder) throws IOException {
        return unpack(JAR, folder);
    }

    /** Unpacks another package. */
    static Path unpack(Path jar, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream bytes = zip.getInputStream(entry)) {
                        Files.copy(bytes, file);
                    }
                }
            }
        }
        return folder;
    }
}
