package dev.cordon.mesh;

import dev.cordon.certificate.Certificates;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.SplittableRandom;

/** Questions with some headers spoiled at random. */
final class Spoiled {

    static final int ROUNDS = 50_000;

    private static final List<String> VALUES = List.of(
            "SUCCESS",
            "NONE",
            "Bearer x",
            "DPoP x",
            "%",
            "/%",
            ",",
            "::",
            "10.0.0.1,",
            "{x}",
            "Cert=\"",
            ";Cert=\"%\",\\\"",
            "-----BEGIN%20CERTIFICATE-----");

    private Spoiled() {}

    /** How many of many spoiled questions are complete still; fails where reading one throws. */
    static int complete(Questions questions, String uri, HttpHeaders headers, List<String> names, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int complete = 0;
        for (int round = 0; round < ROUNDS; round++) {
            HttpHeaders spoiled = headers.copy();
            int changes = random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                spoil(spoiled, names.get(random.nextInt(names.size())), random);
            }
            Question question = questions.read(request(HttpMethod.GET, uri, spoiled), Certificates.VALID);
            complete += question instanceof Question.Complete ? 1 : 0;
        }
        return complete;
    }

    static HttpRequest request(HttpMethod method, String uri, HttpHeaders headers) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri, headers);
    }

    private static void spoil(HttpHeaders headers, String name, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> headers.remove(name);
            case 1 -> headers.add(name, VALUES.get(random.nextInt(VALUES.size())));
            case 2 -> headers.set(name, VALUES.get(random.nextInt(VALUES.size())));
            default -> headers.set(name, text(random));
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0x20, 0x100));
        }
        return text.toString().replace((char) 0x7F, '.');
    }
}
