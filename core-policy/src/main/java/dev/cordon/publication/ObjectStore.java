package dev.cordon.publication;

import java.util.Optional;

/** Where what is published lies, whole and by name. Safe for use by many threads. */
public interface ObjectStore {

    /** The name of the policy bundle ({@link dev.cordon.document.Bundle}). */
    String BUNDLE = "policy.bundle";

    /** The name of the issuers' keys ({@link dev.cordon.document.IssuerKeys}). */
    String ISSUER_KEYS = "issuer.keys";

    /** The largest object that is read, in bytes; a larger one counts as unavailable. */
    int LARGEST = 64 * 1024 * 1024;

    /**
     * Reads an object, unless it still is the one that the caller has.
     *
     * @param known the version that the caller has; empty to read it in any case
     * @throws StoreUnavailableException where the store does not answer in time, or the object is incomplete or too
     *     large
     */
    Reading read(String name, Optional<String> known) throws StoreUnavailableException;

    /**
     * Writes an object whole if what is there still is what the caller read, in one atomic step.
     *
     * @param known the version that was read; empty where there must be no object of that name yet
     * @return whether it was written; false where another one is there by now
     * @throws StoreUnavailableException where the store does not answer in time: it may or may not have been written
     */
    boolean replace(String name, byte[] bytes, Optional<String> known) throws StoreUnavailableException;

    /** What reading an object came to. */
    sealed interface Reading {

        /** The object. */
        final class Found implements Reading {

            private final byte[] bytes;
            private final String version;

            /**
             * What was read.
             *
             * @param bytes all of it; kept, not copied
             * @param version names exactly these bytes in this store, such as an ETag
             */
            public Found(byte[] bytes, String version) {
                this.bytes = bytes;
                this.version = version;
            }

            /** All bytes; not a copy: for reading only. */
            public byte[] bytes() {
                return bytes;
            }

            /** Names exactly these bytes in this store. */
            public String version() {
                return version;
            }
        }

        /** The object is of the version that the caller has. */
        record Unchanged() implements Reading {}

        /** There is no object of that name. */
        record Missing() implements Reading {}
    }
}
