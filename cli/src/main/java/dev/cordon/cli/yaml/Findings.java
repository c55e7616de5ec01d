package dev.cordon.cli.yaml;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with one file. Finding the same thing twice counts once. Not thread-safe. */
public final class Findings {

    private final Set<Finding> found = new LinkedHashSet<>();

    /** Adds a finding. */
    public void add(Fault fault, Position at, Object... gaps) {
        found.add(new Finding(fault, at, fault.message(gaps)));
    }

    /** All findings in the order of the file; those at one place in the order in which they were added. */
    public List<Finding> sorted() {
        return found.stream().sorted(Comparator.comparing(Finding::at)).toList();
    }

    /** Whether anything but warnings was found. */
    public boolean hasErrors() {
        return found.stream().anyMatch(finding -> !finding.fault().isWarning());
    }
}
