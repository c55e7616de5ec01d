package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bus of the emulated account: what happens goes by the rules that were applied into the queue, and from there, by
 * hand where Lambda would do it, into the packaged function.
 */
final class EventBus {

    private static final String ACCOUNT = "123456789012";
    private static final Pattern RECIPIENT = Pattern.compile("\"recipientAccountId\": ?\"(\\d{12})\"");

    private final Moto moto;
    private final String queue;
    private final LambdaFunction function;

    /**
     * Of that account.
     *
     * @param queue the URL of the queue
     * @param function takes what is there
     */
    EventBus(Moto moto, String queue, LambdaFunction function) {
        this.moto = moto;
        this.queue = queue;
        this.function = function;
    }

    /** As CloudTrail tells EventBridge of a call to Lambda that was made just now. */
    void happens(String call, String name, String answer) throws IOException, InterruptedException {
        happens(moto, ACCOUNT, call, name, answer);
    }

    /** The same in another account, whose bus is told of it. */
    void happensIn(String account, String call, String name, String answer) throws IOException, InterruptedException {
        happens(moto.inAccount(account), account, call, name, answer);
    }

    private static void happens(Moto where, String account, String call, String name, String answer)
            throws IOException, InterruptedException {
        String detail =
                """
                {"eventVersion": "1.08", "eventTime": "%1$s", "eventSource": "lambda.amazonaws.com",
                 "eventName": "%3$s", "awsRegion": "%2$s", "requestParameters": {"functionName": "%4$s"},
                 "responseElements": %5$s, "requestID": "a1", "eventID": "%6$s", "eventType": "AwsApiCall",
                 "managementEvent": true, "recipientAccountId": "%7$s"}
                """.formatted(Instant.now().toString(), Moto.REGION, call, name, answer, UUID.randomUUID(), account);
        String put = where.call(
                "events",
                "AWSEvents.PutEvents",
                Json.object()
                        .put(
                                "Entries",
                                Json.array(List.of(Json.object()
                                        .put("Source", "aws.lambda")
                                        .put("DetailType", "AWS API Call via CloudTrail")
                                        .put("Detail", detail)
                                        .build())))
                        .build()
                        .toCanonical());
        assertThat(put).contains("\"FailedEntryCount\": 0");
    }

    /** Hands the queue's messages on as Lambda does, and says how many there were. */
    int handOn() throws Exception {
        Json received = Json.parse(moto.call(
                "sqs",
                "AmazonSQS.ReceiveMessage",
                Json.object()
                        .put("QueueUrl", queue)
                        .put("MaxNumberOfMessages", 10)
                        .build()
                        .toCanonical()));
        List<Json> messages = ((Json.Members) received)
                .find("Messages")
                .map(list -> ((Json.Items) list).list())
                .orElse(List.of());
        List<Json> records = messages.stream()
                .<Json>map(message -> Json.object()
                        .put("messageId", Applied.text(message, "MessageId"))
                        .put("body", withAccount(Applied.text(message, "Body")))
                        .build())
                .toList();
        byte[] batch = Json.object().put("Records", Json.array(records)).build().toCanonicalBytes();
        assertThat(function.invoke(batch)).hasToString("{\"batchItemFailures\":[]}");
        for (Json message : messages) {
            String unused = moto.call(
                    "sqs",
                    "AmazonSQS.DeleteMessage",
                    Json.object()
                            .put("QueueUrl", queue)
                            .put("ReceiptHandle", Applied.text(message, "ReceiptHandle"))
                            .build()
                            .toCanonical());
        }
        return messages.size();
    }

    /** Which the emulator leaves out of its events: where the call was made. */
    private static String withAccount(String event) {
        assertThat(event).startsWith("{").doesNotContain("\"account\"");
        Matcher account = RECIPIENT.matcher(event);
        assertThat(account.find()).isTrue();
        return "{\"account\":\"" + account.group(1) + "\"," + event.substring(1);
    }
}
