package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.terraform.Applied;
import java.util.List;
import java.util.function.Function;

/** Who calls an example's API, with what the policy allows and with what it does not. */
interface ExampleCaller {

    /** The API, from what was applied. */
    GatewayApi api(Applied applied);

    /** Puts a function before the API. */
    default Attachment attach(GatewayApi api, LambdaFunction function) throws Exception {
        return Attachment.of(api, function);
    }

    /** A call that the policy allows. */
    Caller.Reply allowed(Attachment api) throws Exception;

    /** A call with a good token that the policy does not allow. */
    Caller.Reply denied(Attachment api) throws Exception;

    /** A call without a token. */
    Caller.Reply anonymous(Attachment api) throws Exception;

    /** What the service is told of the call that is allowed. */
    List<String> told();

    /** A REST or HTTP API before the orders. */
    record Orders(CloudShop shop, Function<Applied, GatewayApi> found) implements ExampleCaller {

        @Override
        public GatewayApi api(Applied applied) {
            return found.apply(applied);
        }

        @Override
        public Caller.Reply allowed(Attachment api) throws Exception {
            return api.call("GET /orders/7", shop.token("web-bff", "orders-api", "checkout"));
        }

        @Override
        public Caller.Reply denied(Attachment api) throws Exception {
            return api.call("DELETE /orders/7", shop.token("web-bff", "orders-api", "checkout"));
        }

        @Override
        public Caller.Reply anonymous(Attachment api) throws Exception {
            return api.call("GET /orders/7");
        }

        @Override
        public List<String> told() {
            return List.of("x-cordon-caller: web-bff", "x-cordon-flow: checkout");
        }
    }

    /** A WebSocket API before the feed. */
    record Feed(CloudShop shop) implements ExampleCaller {

        @Override
        public GatewayApi api(Applied applied) {
            return ExampleApis.webSocket(applied);
        }

        @Override
        public Caller.Reply allowed(Attachment api) throws Exception {
            return api.connect(shop.token("web-bff", "feed-api", "follow"));
        }

        @Override
        public Caller.Reply denied(Attachment api) throws Exception {
            return api.connect(shop.token("web-bff", "orders-api", "checkout"));
        }

        @Override
        public Caller.Reply anonymous(Attachment api) throws Exception {
            return api.connect();
        }

        @Override
        public List<String> told() {
            return List.of("x-cordon-caller: web-bff", "x-cordon-flow: follow");
        }
    }

    /** A domain with mutual TLS before the payments. */
    record Charges(CloudShop shop, Payments callers) implements ExampleCaller {

        @Override
        public GatewayApi api(Applied applied) {
            return ExampleApis.mutualTls(applied);
        }

        @Override
        public Attachment attach(GatewayApi api, LambdaFunction function) throws Exception {
            return callers.attach(api, function);
        }

        @Override
        public Caller.Reply allowed(Attachment api) throws Exception {
            return api.call(callers.orders(api), "POST /charges", callers.token(shop));
        }

        @Override
        public Caller.Reply denied(Attachment api) throws Exception {
            return api.call(callers.thief(api), "POST /charges", callers.token(shop));
        }

        @Override
        public Caller.Reply anonymous(Attachment api) throws Exception {
            return api.call(callers.orders(api), "POST /charges");
        }

        @Override
        public List<String> told() {
            return List.of("x-cordon-caller: orders-api", "x-cordon-flow: charge");
        }
    }
}
