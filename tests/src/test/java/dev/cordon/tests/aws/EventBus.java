package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bus of the emulated account: what happens goes by the rules that were applied into the queue, and from there, by
 * hand where Lambda would do it, into the packaged function.
 */
final class EventBus {

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

    /** The account's bus is told of it. */
    void tell(Happening happening) throws IOException, InterruptedException {
        tell(moto, happening);
    }

    /** The bus of another account is told of it. */
    void tellIn(String account, Happening happening) throws IOException, InterruptedException {
        tell(moto.inAccount(account), happening);
    }

    private static void tell(Moto where, Happening happening) throws IOException, InterruptedException {
        String put = where.call(
                "events",
                "AWSEvents.PutEvents",
                Json.object()
                        .put(
                                "Entries",
                                Json.array(List.of(Json.object()
                                        .put("Source", happening.source())
                                        .put("DetailType", happening.type())
                                        .put("Resources", Json.texts(happening.resources()))
                                        .put("Detail", happening.detail())
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

    /** Which the emulator leaves out of its events: where a call was made. */
    private static String withAccount(String event) {
        assertThat(event).startsWith("{").doesNotContain("\"account\"");
        Matcher account = RECIPIENT.matcher(event);
        String where = account.find() ? account.group(1) : Happening.ACCOUNT;
        return "{\"account\":\"" + where + "\"," + event.substring(1);
    }
}
