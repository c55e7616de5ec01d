package dev.cordon.authzen;

import java.util.List;

/**
 * What a request asks for.
 *
 * @param list the evaluations in order, at least one
 * @param semantic which of them are made
 * @param single whether the answer is one decision rather than a list of them
 */
record Evaluations(List<Evaluation> list, Semantic semantic, boolean single) {

    /** Copies the list. */
    Evaluations {
        list = List.copyOf(list);
    }
}
