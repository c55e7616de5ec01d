package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.BucketState;
import dev.cordon.policy.RateLimit;
import java.util.List;

/** The state of a shared bucket as an entry's text. */
public final class BucketText {

    private BucketText() {}

    /** The text of that: one state has one text. */
    public static String write(BucketState state) {
        BucketState.Census census = state.census();
        return Json.object()
                .put("at", Long.toString(state.at()))
                .put("full", Long.toString(state.fullAt()))
                .put("epoch", Long.toString(state.epoch()))
                .put("spare", Long.toString(state.spare()))
                .put("span", Long.toString(census.span()))
                .put("points", Integer.toString(census.points()))
                .put("before", Integer.toString(census.before()))
                .build()
                .toCanonical();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static BucketState read(String text) {
        return EntryFields.read(
                text,
                fields -> new BucketState(
                        fields.whole("at"),
                        fields.whole("full"),
                        fields.whole("epoch"),
                        fields.whole("spare"),
                        new BucketState.Census(
                                fields.whole("span"),
                                Integer.parseInt(fields.text("points")),
                                Integer.parseInt(fields.text("before")))));
    }

    /** What a bucket is, as one text. */
    public static String key(Bucket bucket) {
        RateLimit limit = bucket.limit();
        return Json.texts(List.of(bucket.kind(), names(bucket), limit.calls(), limit.per(), limit.burst()))
                .toCanonical();
    }

    /** No name has a space in it. */
    private static String names(Bucket bucket) {
        if (bucket instanceof Bucket.OfFlow flow) {
            return flow.flow().text();
        } else if (bucket instanceof Bucket.OfFlowCaller flow) {
            return flow.flow() + " " + flow.caller();
        } else if (bucket instanceof Bucket.OfSegment segment) {
            return segment.segment().text();
        }
        Bucket.OfSegmentCaller segment = (Bucket.OfSegmentCaller) bucket;
        return segment.segment() + " " + segment.caller();
    }
}
