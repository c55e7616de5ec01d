package dev.cordon.tests.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that fails while it is made, as one with a wrong configuration does. */
public final class BrokenHandler implements RequestStreamHandler {

    /** Fails. */
    public BrokenHandler() {
        throw new IllegalStateException("`VARIABLE` is not set");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {}
}
