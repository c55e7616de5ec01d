package dev.cordon.cli.serve;

import java.util.List;

/** Looks at one side of what Cordon runs on. It changes nothing, and what it finds holds no secret. */
interface Check {

    /** What it found, in the order in which it is shown; empty where it was not asked to look. */
    List<Finding> findings();
}
