package dev.cordon.policy;

/**
 * How often something may be called, as a token bucket.
 *
 * @param calls how many calls a period grants; from 1
 * @param per the period
 * @param burst how many calls may come at once after a pause; from 1
 */
public record RateLimit(long calls, Per per, long burst) {

    /** The most calls a period or burst may name. */
    public static final long MOST = 1_000_000_000L;

    /** The period of a rate. */
    public enum Per {
        /** One second. */
        SECOND("s", 1),
        /** One minute. */
        MINUTE("m", 60),
        /** One hour. */
        HOUR("h", 3600);

        private final String text;
        private final long seconds;

        Per(String text, long seconds) {
            this.text = text;
            this.seconds = seconds;
        }

        /** Its length in seconds. */
        public long seconds() {
            return seconds;
        }

        /** The letter of policy documents. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** @throws IllegalArgumentException where a number is out of range */
    public RateLimit {
        if (calls < 1 || burst < 1 || calls > MOST || burst > MOST) {
            throw new IllegalArgumentException("a rate and its burst are from 1 to " + MOST + " calls");
        }
    }

    /** The text of policy documents, such as {@code 200/s burst 400}. */
    @Override
    public String toString() {
        return calls + "/" + per + " burst " + burst;
    }
}
