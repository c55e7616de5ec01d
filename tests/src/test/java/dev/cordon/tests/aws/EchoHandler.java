package dev.cordon.tests.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The least that a function can do: the measure for what a real one adds, and proof that the surroundings work. */
public final class EchoHandler implements RequestStreamHandler {

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
