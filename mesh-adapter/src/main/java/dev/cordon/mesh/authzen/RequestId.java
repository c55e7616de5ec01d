package dev.cordon.mesh.authzen;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Optional;

/** The identifier of a request (Authorization API 1.0 §10.1.3), which its answer repeats. */
final class RequestId {

    /** Request and answer: any text that the enforcement point chose. */
    static final AsciiString HEADER = AsciiString.cached("X-Request-ID");

    private static final int LONGEST = 256;

    private RequestId() {}

    /** The one identifier of a request; empty where there is none, or none that can be repeated. */
    static Optional<String> of(HttpHeaders headers) {
        List<String> values = headers.getAll(HEADER);
        return values.size() == 1 && isVisible(values.get(0)) ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether there is something under that name that can't be repeated. */
    static boolean isMalformed(HttpHeaders headers) {
        return headers.contains(HEADER) && of(headers).isEmpty();
    }

    private static boolean isVisible(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }
}
