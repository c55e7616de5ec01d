package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Moto;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something that AWS tells EventBridge of, just now.
 *
 * @param source who tells
 * @param type the {@code detail-type}
 * @param resources ARNs of what it is about
 * @param detail the rest, as JSON
 */
record Happening(String source, String type, List<String> resources, String detail) {

    /** The account that all but some examples' senders are in. */
    static final String ACCOUNT = "123456789012";

    /**
     * A call of one of AWS's APIs, as CloudTrail tells of it.
     *
     * @param service such as {@code lambda}
     * @param parameters of the call, as JSON
     * @param answer as JSON
     */
    static Happening call(String account, String service, String name, String parameters, String answer) {
        return new Happening("aws." + service, "AWS API Call via CloudTrail", List.of(), """
                {"eventVersion": "1.08", "eventTime": "%1$s", "eventSource": "%2$s.amazonaws.com",
                 "eventName": "%3$s", "awsRegion": "%4$s", "requestParameters": %5$s,
                 "responseElements": %6$s, "requestID": "a1", "eventID": "%7$s", "eventType": "AwsApiCall",
                 "managementEvent": true, "recipientAccountId": "%8$s"}
                """.formatted(
                        Instant.now(), service, name, Moto.REGION, parameters, answer, UUID.randomUUID(), account));
    }

    /** A call about a function. */
    static Happening function(String account, String call, String name, String answer) {
        return call(account, "lambda", call, "{\"functionName\": \"" + name + "\"}", answer);
    }

    /** What ECS tells of a service. */
    static Happening ecs(String type, String name) {
        return new Happening(
                "aws.ecs",
                type,
                List.of("arn:aws:ecs:" + Moto.REGION + ":" + ACCOUNT + ":service/shop/payments"),
                "{\"eventType\": \"INFO\", \"eventName\": \"" + name + "\", \"deploymentId\": \"ecs-svc/123\","
                        + " \"updatedAt\": \"" + Instant.now() + "\", \"reason\": \"ECS deployment ecs-svc/123\"}");
    }
}
