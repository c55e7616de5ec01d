package dev.cordon.mesh.log;

import java.util.function.Consumer;

/** Tells what goes wrong once, and again only after it went well. For one thread. */
final class Complaints {

    private final Consumer<String> notices;
    private boolean told;

    Complaints(Consumer<String> notices) {
        this.notices = notices;
    }

    void tell(String notice) {
        if (!told) {
            notices.accept(notice);
        }
        told = true;
    }

    void forget() {
        told = false;
    }
}
