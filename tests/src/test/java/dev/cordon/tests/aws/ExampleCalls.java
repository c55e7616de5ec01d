package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.tests.terraform.Terraform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Real calls to an example while it is there: its policy is signed by its key in KMS and published to its place, its
 * function runs with its own settings, its API is as it was made. The tests look at what came of it.
 */
final class ExampleCalls implements Example.Use {

    private final CloudShop shop;
    private final ExampleCaller caller;
    private final Map<String, Caller.Reply> replies = new HashMap<>();
    private List<String> received = List.of();
    private List<String> log = List.of();

    ExampleCalls(CloudShop shop, ExampleCaller caller) {
        this.shop = shop;
        this.caller = caller;
    }

    @Override
    public void of(Applied applied, Terraform example) throws Exception {
        Map<String, String> settings = applied.settings();
        CloudShop.Place place = shop.placeOf(
                settings.get("CORDON_BUCKET"),
                settings.get("CORDON_HEAD_TABLE"),
                applied.outputs().get("signing_key"),
                settings.get("CORDON_BUNDLE_KEYS"));
        shop.moto().takeBucketPolicy(place.bucket());
        try (LambdaFunction function = LambdaFunction.start(shop.function(settings));
                Attachment attached = caller.attach(caller.api(applied), function)) {
            replies.put("before publication", caller.allowed(attached));
        }
        shop.publish(place, CloudShop.policy(), 1);
        shop.publishKeys(place);
        try (LambdaFunction function = LambdaFunction.start(shop.function(settings));
                Attachment attached = caller.attach(caller.api(applied), function)) {
            replies.put("allowed", caller.allowed(attached));
            received = attached.upstream().last().lines().toList();
            log = function.log().lines();
            replies.put("denied", caller.denied(attached));
            replies.put("anonymous", caller.anonymous(attached));
        }
    }

    Caller.Reply beforePublication() {
        return replies.get("before publication");
    }

    Caller.Reply allowed() {
        return replies.get("allowed");
    }

    /** What the service received of the call that was allowed. */
    List<String> received() {
        return received;
    }

    /** What the function had logged by then. */
    List<String> log() {
        return log;
    }

    /** What it should have been told. */
    List<String> told() {
        return caller.told();
    }

    Caller.Reply denied() {
        return replies.get("denied");
    }

    /** The answer to a call without a token. */
    Caller.Reply anonymous() {
        return replies.get("anonymous");
    }
}
