package dev.cordon.decision;

import java.util.Optional;

/**
 * What is judged of a call whose answer is kept and repeated.
 *
 * @param judgement now, where the answer may be kept; else at the first instant at which it may not be
 * @param at the instant of that judgement
 * @param obstacle why an allow may not be kept, in a lowercase line for operators; empty where it may, and for a deny
 */
public record KeptJudgement(Judgement judgement, Moment at, Optional<String> obstacle) {}
