package dev.cordon.decision;

/** The steps of a decision, in order. */
public enum Step {
    /** Which service and operation is this? */
    TARGET,
    /** Who calls, and can that be believed? */
    CALLER,
    /** Does the token's own context match this call? */
    BINDING,
    /** Is any of it revoked? */
    REVOCATION,
    /** Does a forbid match? */
    FORBID,
    /** Which flow may allow it? */
    FLOW,
    /** Does the call's context meet the flow's conditions? */
    CONDITION,
    /** Could the obligations of an allow be met? After the decision, by the enforcement point. */
    SETTLEMENT,
    /** Could the enforcement point decide at all? */
    ENFORCEMENT
}
