package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Real calls to an example while it is there: its policy is signed by its key in KMS and published to its place, its
 * function runs with its own settings, its API is as it was made. The tests look at what came of it.
 */
final class ExampleCalls implements Example.Use {

    private final CloudShop shop;
    private final Function<Applied, GatewayApi> api;
    private final Map<String, Caller.Reply> replies = new HashMap<>();

    ExampleCalls(CloudShop shop, Function<Applied, GatewayApi> api) {
        this.shop = shop;
        this.api = api;
    }

    @Override
    public void of(Applied applied) throws Exception {
        Map<String, String> settings = applied.settings();
        CloudShop.Place place = shop.placeOf(
                settings.get("CORDON_BUCKET"),
                settings.get("CORDON_HEAD_TABLE"),
                applied.outputs().get("signing_key"),
                settings.get("CORDON_BUNDLE_KEYS"));
        shop.moto().takeBucketPolicy(place.bucket());
        String token = shop.token("web-bff", "orders-api", "checkout");
        try (LambdaFunction function = LambdaFunction.start(shop.function(settings));
                Attachment attached = Attachment.of(api.apply(applied), function)) {
            replies.put("before publication", attached.call("GET /orders/7", token));
        }
        shop.publish(place, CloudShop.policy(), 1);
        shop.publishKeys(place);
        try (LambdaFunction function = LambdaFunction.start(shop.function(settings));
                Attachment attached = Attachment.of(api.apply(applied), function)) {
            replies.put("allowed", attached.call("GET /orders/7", token));
            replies.put("denied", attached.call("DELETE /orders/7", token));
            replies.put("anonymous", attached.call("GET /orders/7"));
        }
    }

    Caller.Reply beforePublication() {
        return replies.get("before publication");
    }

    Caller.Reply allowed() {
        return replies.get("allowed");
    }

    Caller.Reply denied() {
        return replies.get("denied");
    }

    /** The answer to a call that showed nothing. */
    Caller.Reply anonymous() {
        return replies.get("anonymous");
    }
}
