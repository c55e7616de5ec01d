package dev.cordon.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.authzen.GatewayShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.minidev.json.parser.JSONParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request of {@code authzen.md} gets the answer that stands behind it. */
final class AuthZenPageTest {

    private static final Path PAGE = Path.of(System.getProperty("cordon.root"), "docs/authzen.md");
    private static final Pattern TOKEN = Pattern.compile("\\{token of ([a-z-]+) for ([a-z]+)}");
    private static final Map<String, String> TARGETS =
            Map.of("ask", "decisions", "checkout", "orders-api", "look", "orders-api");

    @TempDir
    private Path folder;

    /** A request or an answer, as it is shown. */
    private record Message(String start, Map<String, String> headers, String body) {

        static Message of(String text) {
            String[] parts = text.split("\n\n", 2);
            List<String> head = parts[0].lines().toList();
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : head.subList(1, head.size())) {
                int colon = line.indexOf(": ");
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
            return new Message(head.get(0), headers, parts.length < 2 ? "" : parts[1].strip());
        }
    }

    @Test
    void every_request_gets_the_answer_that_is_shown() throws Exception {
        List<Message> messages = messages();
        assertThat(messages).hasSize(16);
        try (GatewayShop shop = new GatewayShop(folder)) {
            for (int i = 0; i < messages.size(); i += 2) {
                compare(messages.get(i), messages.get(i + 1), shop);
            }
        }
    }

    private static List<Message> messages() throws Exception {
        List<Message> messages = new ArrayList<>();
        String[] parts = Files.readString(PAGE).split("\n```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("http\n")) {
                messages.add(Message.of(parts[i].substring("http\n".length())));
            }
        }
        return messages;
    }

    private static void compare(Message request, Message shown, GatewayShop shop) throws Exception {
        String[] start = request.start().split(" ", -1);
        HttpRequest.Builder sent = HttpRequest.newBuilder(shop.reached().resolve(URI.create(start[1])))
                .method(start[0], HttpRequest.BodyPublishers.ofString(filled(request.body(), shop)))
                .header("X-Forwarded-For", "10.0.0.9")
                .header("X-Client-Verify", "NONE");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (!header.getKey().equals("Host")) {
                sent.header(header.getKey(), filled(header.getValue(), shop));
            }
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(sent.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(shown.start()).startsWith("HTTP/1.1 " + answer.statusCode() + " ");
        shown.headers()
                .forEach((name, value) ->
                        assertThat(answer.headers().firstValue(name)).as(name).contains(value));
        if (answer.statusCode() == 200) {
            assertThat(answer.body().replaceAll("\"decision_id\":\"[^\"]+\"", "\"decision_id\":\"…\""))
                    .satisfies(body -> assertThat(parsed(body)).isEqualTo(parsed(shown.body())));
        } else {
            assertThat(answer.body().replaceAll("under `[^`]+`", "under `…`")).isEqualTo(shown.body());
        }
    }

    private static Object parsed(String json) throws Exception {
        return new JSONParser(JSONParser.MODE_RFC4627).parse(json);
    }

    /** With real tokens where the page names some. */
    private static String filled(String text, GatewayShop shop) throws Exception {
        Matcher found = TOKEN.matcher(text);
        StringBuilder whole = new StringBuilder();
        while (found.find()) {
            String token = shop.token(found.group(1), TARGETS.get(found.group(2)), found.group(2));
            found.appendReplacement(whole, Matcher.quoteReplacement(token));
        }
        return found.appendTail(whole).toString();
    }
}
