package dev.cordon.cli.demo;

import dev.cordon.cli.Console;

/** What to try next. */
final class DemoTips {

    private DemoTips() {}

    static void next(Console console) {
        console.out().println();
        console.out().println(console.strong("Try next"));
        console.out().println("  cordon demo --keep                         keep it running, and call it with curl");
        console.out().println("  cordon validate docs/examples/shop/shop.yaml");
        console.out().println("  cordon test docs/examples/shop/shop.yaml");
        console.out().println("  cordon check --policy docs/examples/shop/shop.yaml \\");
        console.out().println("      --from acme --call \"POST payments-api /charges\"");
        console.out().println("  (`cordon` is cli/bin/cordon, or java -jar cli/target/cordon.jar)");
    }

    static void keep(Console console, DemoWorld world) {
        String at = "http://127.0.0.1:" + world.port();
        console.out().println();
        console.out().println(console.strong("Running until Ctrl-C; the token lasts as long as its segment allows"));
        console.out()
                .println("  curl -i -X POST -H @" + world.folder().resolve("web-bff.headers") + " " + at + "/orders");
        console.out()
                .println("  curl -i -X DELETE -H @" + world.folder().resolve("web-bff.headers") + " " + at
                        + "/orders/7");
        console.out().println("  curl -i -X POST -H 'Host: " + DemoWorld.ORDERS + "' " + at + "/orders");
        console.out()
                .println("  curl -i --interface 127.0.0.2 -X POST -H @"
                        + world.folder().resolve("web-bff.headers") + " " + at + "/orders");
    }
}
