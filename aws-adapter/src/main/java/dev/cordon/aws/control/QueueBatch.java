package dev.cordon.aws.control;

import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.document.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of a queue as Lambda hands them on. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batches</a>
 */
record QueueBatch(List<Message> messages) {

    /**
     * One message.
     *
     * @param id by which it is told to have failed
     * @param body what was sent
     */
    record Message(String id, String body) {}

    /** Copies the list. */
    QueueBatch {
        messages = List.copyOf(messages);
    }

    /**
     * Reads a batch.
     *
     * @throws UnreadableEventException where it is none: no message of it may be taken for done
     */
    static QueueBatch read(Json.Members event) throws UnreadableEventException {
        if (!(event.map().get("Records") instanceof Json.Items records)) {
            throw new UnreadableEventException("`Records` of the event is no list");
        }
        List<Message> messages = new ArrayList<>();
        for (Json record : records.list()) {
            if (!(record instanceof Json.Members members)) {
                throw new UnreadableEventException("a record of the event is no object");
            }
            EventFields fields = new EventFields("Records[].", members);
            messages.add(new Message(fields.required("messageId"), fields.required("body")));
        }
        return new QueueBatch(messages);
    }

    /** The answer that has these messages come again, and no others. */
    static String failed(List<String> ids) {
        return Json.object()
                .put(
                        "batchItemFailures",
                        Json.array(ids.stream()
                                .<Json>map(id ->
                                        Json.object().put("itemIdentifier", id).build())
                                .toList()))
                .build()
                .toCanonical();
    }
}
