package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionRecord;

/** What a decision says, in the words of the log. */
final class DemoWords {

    private DemoWords() {}

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
