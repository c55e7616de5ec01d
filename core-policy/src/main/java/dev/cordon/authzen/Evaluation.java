package dev.cordon.authzen;

/** One evaluation that is asked for. */
sealed interface Evaluation {

    /**
     * All that the standard requires is there.
     *
     * @param subject who calls
     * @param action how, by its name
     * @param resource what
     * @param context all else; without members where there is none
     */
    record Complete(Entity subject, String action, Entity resource, Members context) implements Evaluation {}

    /** It is not as the standard says: it is denied, and the others of its request are made all the same. */
    record Incomplete(String why) implements Evaluation {}

    /**
     * A subject or resource.
     *
     * @param type its type
     * @param id its id, unique for its type
     * @param properties what else is said of it; without members where there is nothing
     */
    record Entity(String type, String id, Members properties) {}
}
