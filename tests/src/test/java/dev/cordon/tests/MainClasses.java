package dev.cordon.tests;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compiled main classes of every module: no tests, no libraries. */
final class MainClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
        return modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .map(Location::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The modules' folders: each child of the root with Java sources of its own. */
    static Set<Path> modules() {
        return Stream.of("core-policy", "mesh-adapter", "cli", "aws-adapter", "gcp-adapter", "azure-adapter")
                .map(name -> root().resolve(name))
                .filter(Files::isDirectory)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Path root() {
        return Path.of(System.getProperty("cordon.root", ".."));
    }
}
