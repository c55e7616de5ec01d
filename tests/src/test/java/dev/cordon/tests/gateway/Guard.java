package dev.cordon.tests.gateway;

import java.util.Map;

/** What a gateway asks before it lets a call through. */
public interface Guard {

    /** Decides a call that fits a route. */
    Ruling judge(FrontCall call, ApiRoute.Match match) throws Exception;

    /** What becomes of a call. */
    sealed interface Ruling {

        /**
         * It goes to the service.
         *
         * @param headers what the gateway adds for it; these replace what a caller sent under the same names, and an
         *     empty one removes it
         */
        record Pass(Map<String, String> headers) implements Ruling {}

        /**
         * It ends here.
         *
         * @param status the HTTP status
         * @param body the JSON of the answer
         */
        record Stop(int status, String body) implements Ruling {}
    }
}
