package dev.cordon.aws.authorizer;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.event.AuthorizerEvent;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.gate.Opening;
import dev.cordon.gate.OpeningNotNotedException;
import dev.cordon.publication.StoreUnavailableException;

/** Has each connection noted before it opens, with what it takes to decide it again. */
final class NotedOpenings {

    private final ConnectionNotes notes;

    NotedOpenings(ConnectionNotes notes) {
        this.notes = notes;
    }

    /** The opening of the connection that a question asks about. */
    Opening of(AuthorizerEvent question) throws UnreadableEventException {
        String id = question.connection()
                .filter(NotedConnection::isId)
                .orElseThrow(
                        () -> new UnreadableEventException(
                                "`requestContext.connectionId` of the event is no id, so that nobody could close the connection"));
        SocketStage stage = new SocketStage(question.arn().api(), question.arn().stage());
        return allowed -> note(stage, id, allowed);
    }

    private void note(SocketStage stage, String id, DecisionRecord allowed) throws OpeningNotNotedException {
        if (!DecisionJson.spellsToken(allowed)) {
            throw new OpeningNotNotedException(
                    "the token has ids or names that are not of printable ASCII: have its issuer give it others");
        }
        try {
            notes.note(stage, NotedConnection.opening(id, allowed.time(), DecisionJson.line(allowed)));
        } catch (StoreUnavailableException e) {
            throw new OpeningNotNotedException(String.valueOf(e.getMessage()), e);
        }
    }
}
