package dev.cordon.aws.store.table;

import dev.cordon.publication.StoreUnavailableException;

/** Something to do with the table. */
@FunctionalInterface
interface Work<T> {

    /**
     * Does it.
     *
     * @throws StoreUnavailableException where it can't be done, or may or may not have been done
     */
    T run() throws StoreUnavailableException;
}
