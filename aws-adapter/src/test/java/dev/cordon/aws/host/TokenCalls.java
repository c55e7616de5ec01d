package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the shop's service asks the token service, with a secret as it reads it. */
final class TokenCalls {

    private static final Pattern SECRET = Pattern.compile("\"client_secret\":\"([^\"]+)\"");

    private TokenCalls() {}

    /** The event of a request for a token. */
    static Json.Members event(String given) {
        Matcher secret = SECRET.matcher(given);
        assertThat(secret.find()).isTrue();
        String pair = "orders-api:" + secret.group(1);
        return Json.object()
                .put("version", "2.0")
                .put("rawPath", "/oauth2/token")
                .put("rawQueryString", "")
                .put(
                        "headers",
                        Json.object()
                                .put("content-type", "application/x-www-form-urlencoded")
                                .put(
                                        "authorization",
                                        "Basic " + Base64.getEncoder().encodeToString(ControlShop.utf8(pair)))
                                .build())
                .put(
                        "requestContext",
                        Json.object()
                                .put(
                                        "http",
                                        Json.object()
                                                .put("method", "POST")
                                                .put("sourceIp", "198.51.100.7")
                                                .build())
                                .build())
                .put("body", "grant_type=client_credentials&audience=payments-api")
                .put("isBase64Encoded", Json.of(false))
                .build();
    }

    /** What a new instance of the token service answers. */
    static Json.Members answer(ControlShop shop, ControlAccess access, String given) throws Exception {
        return (Json.Members) Json.parse(shop.tokens(access).answer(event(given).toCanonicalBytes()));
    }

    /** Its status alone. */
    static Json status(ControlShop shop, String given) throws Exception {
        return answer(shop, shop.control(), given).map().get("statusCode");
    }
}
