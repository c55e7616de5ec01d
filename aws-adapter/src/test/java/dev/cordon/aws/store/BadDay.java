package dev.cordon.aws.store;

/** What S3 and DynamoDB, or the way to them, do on a bad day, and what the operator is to read then. */
@SuppressWarnings("ImmutableEnumChecker") // the faults hold no state
public enum BadDay {
    SILENT("in time", FaultyLine.Call::hang),
    DRIPPING("in time", FaultyLine.Call::drip),
    CUT_SHORT("no answer that can be used", FaultyLine.Call::cut),
    HUNG_UP("no answer that can be used", call -> {}),
    FAILING("status 500", call -> call.refuse(500, "InternalError", "InternalServerError")),
    OVERLOADED("status 503", call -> call.answer(503, "", "")),
    THROTTLING("AWS throttles", call -> call.refuse(400, "Throttling", "ThrottlingException")),
    EXPIRED("credentials have expired", call -> call.refuse(400, "ExpiredToken", "ExpiredTokenException")),
    FORBIDDEN("credentials may not do that", call -> call.refuse(403, "AccessDenied", "AccessDeniedException")),
    NOT_SET_UP("status 404", call -> call.refuse(404, "NoSuchBucket", "ResourceNotFoundException")),
    GARBAGE("no answer that can be used", call -> call.answer(200, "", "<html>Sign in to this network</html>")),
    REDIRECTING("status 307", call -> call.answer(307, "Location: http://127.0.0.1:9/\r\n", "")),
    UNFOUNDEDLY_UNCHANGED("status 304", call -> call.answer(304, "", ""));

    /** What the operator reads. */
    public final String message;

    /** What happens to calls. */
    public final FaultyLine.Fault fault;

    BadDay(String message, FaultyLine.Fault fault) {
        this.message = message;
        this.fault = fault;
    }
}
