package dev.cordon.tests.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The least that a function can do: the measure for what a real one adds, and proof that the surroundings work. */
public final class EchoHandler implements RequestStreamHandler {

    /** It in a jar, as it is uploaded; made where there is none. */
    static Path jar(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                    InputStream bytes = EchoHandler.class.getResourceAsStream("EchoHandler.class")) {
                zip.putNextEntry(new ZipEntry(EchoHandler.class.getName().replace('.', '/') + ".class"));
                bytes.transferTo(zip);
            }
        }
        return jar;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        if (event.length == 0) {
            throw new IllegalStateException("no event");
        }
        System.out.println("invoked");
        output.write(event);
    }
}
