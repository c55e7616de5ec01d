package dev.cordon.aws.store;

import dev.cordon.cloud.DeadLetters;
import dev.cordon.publication.StoreUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** A dead-letter queue of SQS and the queue that it belongs to. */
final class SqsDeadLetters implements DeadLetters {

    private static final int AT_ONCE = 10;
    private static final int SECONDS = 60;
    private static final Pattern PATH = Pattern.compile("/[0-9]{12}/[A-Za-z0-9_-]{1,80}");

    private final SqsClient client;
    private final String dead;
    private final String queue;

    SqsDeadLetters(SqsClient client, URI dead, URI queue) {
        this.client = client;
        this.dead = dead.toString();
        this.queue = queue.toString();
    }

    /** Whether that is the URL of a queue. */
    static boolean isQueue(URI url) {
        return List.of("https", "http").contains(String.valueOf(url.getScheme()))
                && url.getRawQuery() == null
                && PATH.matcher(String.valueOf(url.getRawPath())).matches();
    }

    @Override
    public List<Letter> look() throws StoreUnavailableException {
        List<Message> messages = run(
                "ReceiveMessage",
                dead,
                () -> client.receiveMessage(request -> request.queueUrl(dead)
                                .maxNumberOfMessages(AT_ONCE)
                                .visibilityTimeout(SECONDS))
                        .messages());
        return messages.stream()
                .map(one -> new Letter(one.messageId(), one.body(), one.receiptHandle()))
                .toList();
    }

    @Override
    public void sendAgain(Letter letter) throws StoreUnavailableException {
        Object unused = run(
                "SendMessage",
                queue,
                () -> client.sendMessage(request -> request.queueUrl(queue).messageBody(letter.body())));
        unused = run(
                "DeleteMessage",
                dead,
                () -> client.deleteMessage(request -> request.queueUrl(dead).receiptHandle(letter.receipt())));
    }

    private static <T> T run(String action, String queue, Supplier<T> request) throws StoreUnavailableException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw AwsFailure.of("`sqs:" + action + "` on `" + queue + "`", e);
        }
    }
}
