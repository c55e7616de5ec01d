package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.TokenRecord;

/** What a decision says, in the words of the log. */
final class DemoWords {

    private DemoWords() {}

    static String of(TokenRecord asked) {
        if (asked.outcome() instanceof TokenRecord.Issued issued) {
            return "token for " + issued.flow();
        }
        return asked.outcome() instanceof TokenRecord.Refused refused ? refused.error() : "done";
    }

    static String of(DecisionRecord decision) {
        return decision.stop()
                .map(stop -> stop.reason().name())
                .orElseGet(() -> decision.subject()
                        .judgement()
                        .map(judgement -> judgement
                                .decision()
                                .fold(
                                        allow -> "flow " + allow.flow(),
                                        deny -> deny.reason().name()))
                        .orElse(""));
    }
}
