package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queue of events of services with its dead letters, in the emulated account. EventBridge and Lambda are not there:
 * the test sends as the one, and receives, invokes and deletes as the other. What was received as often as it may be
 * the emulator moves to the dead letters with the next receipt, as SQS does; here that is once, and not five times.
 */
final class EventQueue {

    private final Moto moto;
    private final String queue;
    private final String dead;

    EventQueue(Moto moto, String name) throws Exception {
        this.moto = moto;
        dead = make(name + "-dead-letters", Json.object().build());
        Json redrive = Json.object()
                .put("deadLetterTargetArn", "arn:aws:sqs:" + Moto.REGION + ":123456789012:" + name + "-dead-letters")
                .put("maxReceiveCount", 1)
                .build();
        // what is not deleted is there again at once
        queue = make(
                name,
                Json.object()
                        .put("RedrivePolicy", redrive.toCanonical())
                        .put("VisibilityTimeout", "0")
                        .build());
    }

    private String make(String name, Json attributes) throws Exception {
        Json made = call(
                "CreateQueue",
                Json.object()
                        .put("QueueName", name)
                        .put("Attributes", attributes)
                        .build());
        return Applied.text(made, "QueueUrl");
    }

    private Json call(String action, Json request) throws Exception {
        String answer = moto.call("sqs", "AmazonSQS." + action, request.toCanonical());
        return Json.parse(answer.isEmpty() ? "{}" : answer);
    }

    /** Its URL. */
    String url() {
        return queue;
    }

    /** The URL of its dead letters. */
    String deadLetters() {
        return dead;
    }

    /** Puts an event into it. */
    void send(String event) throws Exception {
        send(queue, event);
    }

    /** Leaves an event among the dead letters. */
    void sendToDeadLetters(String event) throws Exception {
        send(dead, event);
    }

    private void send(String to, String event) throws Exception {
        Json unused = call(
                "SendMessage",
                Json.object().put("QueueUrl", to).put("MessageBody", event).build());
    }

    /** What is handed to a function: messages by their ids. */
    static byte[] batch(Map<String, String> bodies) {
        List<Json> records = new ArrayList<>();
        bodies.forEach((id, body) ->
                records.add(Json.object().put("messageId", id).put("body", body).build()));
        return Json.object().put("Records", Json.array(records)).build().toCanonicalBytes();
    }

    /** Hands what is in it to the function, and deletes what was taken. */
    Handed handOn(LambdaFunction function) throws Exception {
        Map<String, String> bodies = new LinkedHashMap<>();
        Map<String, String> receipts = new LinkedHashMap<>();
        for (Json message : receive()) {
            bodies.put(Applied.text(message, "MessageId"), Applied.text(message, "Body"));
            receipts.put(Applied.text(message, "MessageId"), Applied.text(message, "ReceiptHandle"));
        }
        if (bodies.isEmpty()) {
            return new Handed(0, 0);
        }
        Outcome outcome = function.invoke(batch(bodies));
        assertThat(outcome).isInstanceOf(Outcome.Answer.class);
        List<Json> failures = ((Json.Items)
                        Applied.member(Json.parse(((Outcome.Answer) outcome).body()), "batchItemFailures"))
                .list();
        failures.forEach(failure -> receipts.remove(Applied.text(failure, "itemIdentifier")));
        for (String receipt : receipts.values()) {
            Json unused = call(
                    "DeleteMessage",
                    Json.object()
                            .put("QueueUrl", queue)
                            .put("ReceiptHandle", receipt)
                            .build());
        }
        return new Handed(receipts.size(), failures.size());
    }

    private List<Json> receive() throws Exception {
        Json received = call(
                "ReceiveMessage",
                Json.object()
                        .put("QueueUrl", queue)
                        .put("MaxNumberOfMessages", 10)
                        .build());
        return ((Json.Members) received)
                .find("Messages")
                .map(list -> ((Json.Items) list).list())
                .orElse(List.of());
    }

    /**
     * What became of messages that were handed on.
     *
     * @param taken how many were
     * @param failed how many come again
     */
    record Handed(int taken, int failed) {}
}
