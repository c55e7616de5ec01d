package dev.cordon.aws.rotation;

import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import java.util.Optional;

/**
 * What Secrets Manager asks for.
 *
 * @param step which of the four
 * @param secret whose: its ARN
 * @param version the id of the version that comes
 * @param token to be handed back with its value; empty where there is none
 */
record RotationEvent(Step step, String secret, String version, Optional<String> token) {

    /** The four steps; templates and guide spell them in two ways. */
    enum Step {
        CREATE("createSecret", "create_secret"),
        SET("setSecret", "set_secret"),
        TEST("testSecret", "test_secret"),
        FINISH("finishSecret", "finish_secret");

        private final String spelling;
        private final String other;

        Step(String spelling, String other) {
            this.spelling = spelling;
            this.other = other;
        }

        private static Step of(String text) throws UnreadableEventException {
            for (Step step : values()) {
                if (text.equals(step.spelling) || text.equals(step.other)) {
                    return step;
                }
            }
            throw new UnreadableEventException(
                    "`Step` of the event is none of createSecret, setSecret, testSecret and" + " finishSecret");
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** @throws UnreadableEventException where it is none */
    static RotationEvent read(byte[] utf8) throws UnreadableEventException {
        EventFields fields = new EventFields("", EventFields.whole(utf8));
        return new RotationEvent(
                Step.of(fields.required("Step")),
                fields.required("SecretId"),
                fields.required("ClientRequestToken"),
                fields.text("RotationToken"));
    }
}
