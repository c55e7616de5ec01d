package dev.cordon.cli.demo;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.io.IOException;
import java.util.List;

/** Calls of the services, and the token in an answer of the token service. */
final class DemoCalls {

    private DemoCalls() {}

    /** To orders-api; without a token where that is empty. */
    static SocketClient.Call orders(String line, String token) {
        return call(line, DemoWorld.ORDERS, token);
    }

    /** To reports-api. */
    static SocketClient.Call reports(String token) {
        return call("GET /reports/2026-01-31", DemoWorld.REPORTS, token);
    }

    /** To payments-api, without the proof that its tokens need. */
    static SocketClient.Call charges(String token) {
        return call("POST /charges", DemoWorld.PAYMENTS, token);
    }

    private static SocketClient.Call call(String line, String host, String token) {
        return new SocketClient.Call(
                line,
                token.isEmpty() ? List.of("Host: " + host) : List.of("Host: " + host, "Authorization: Bearer " + token),
                "");
    }

    /** The token that was issued. */
    static String token(SocketClient.Reply reply) throws IOException {
        try {
            if (Json.parse(reply.body()) instanceof Json.Members members
                    && members.find("access_token").orElse(new Json.Null()) instanceof Json.Text token) {
                return token.value();
            }
        } catch (InvalidDocumentException e) {
            // said below
        }
        throw new IOException("the token service gave no token");
    }
}
