package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.mesh.store.StoreCopies;
import dev.cordon.mesh.store.StoreRefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon store check}: is it whole? */
@Command(
        name = "check",
        description = "Read all of a store and say whether it is whole. Nothing is changed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon store check --store shop.store",
            "",
            "Exit codes: 0 whole; 1 it is not; 2 bad usage or input; 3 it is in use"
        })
final class CheckStoreCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    CheckStoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        StoreAccess.requireThere(store.file());
        try {
            StoreCopies.Whole whole = StoreCopies.check(store.file());
            console.out()
                    .println(
                            store.json()
                                    ? CopyText.json(whole)
                                            .put("whole", true)
                                            .build()
                                            .toCanonical()
                                    : "whole: " + CopyText.of(whole));
            return ExitCode.YES;
        } catch (StoreRefusedException e) {
            if (e.isInUse()) {
                throw CommandException.couldNot(e.getMessage());
            }
            if (store.json()) {
                console.out()
                        .println(Json.object()
                                .put("whole", false)
                                .put("message", String.valueOf(e.getMessage()))
                                .build()
                                .toCanonical());
                return ExitCode.NO;
            }
            throw CommandException.refused(e.getMessage());
        }
    }
}
