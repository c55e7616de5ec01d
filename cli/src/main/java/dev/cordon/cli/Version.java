package dev.cordon.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code cordon --version} prints: the version in the jar's manifest. */
public final class Version implements IVersionProvider {

    /** For picocli. */
    public Version() {}

    /** The version of this build, or {@code development} outside a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"cordon " + text() + ", Java " + Runtime.version()};
    }
}
