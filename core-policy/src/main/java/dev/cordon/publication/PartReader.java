package dev.cordon.publication;

import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusal;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Edition;
import dev.cordon.document.IssuerKeys;
import dev.cordon.document.LoadedBundle;
import dev.cordon.document.LoadedIssuerKeys;
import dev.cordon.publication.ObjectStore.Reading;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one of the objects, and only where the head demands more than is loaded. */
final class PartReader<T> {

    private final ObjectStore objects;
    private final String name;
    private final Loader<T> loader;

    /** From the bytes of an object to what they say, if they may be believed. */
    @FunctionalInterface
    private interface Loader<T> {
        Part<T> load(Reading.Found object, long demanded, Instant now) throws BundleRefusedException;
    }

    private PartReader(ObjectStore objects, String name, Loader<T> loader) {
        this.objects = objects;
        this.name = name;
        this.loader = loader;
    }

    static PartReader<LoadedBundle> ofBundle(ObjectStore objects, BundleExpectations expected) {
        return new PartReader<>(objects, ObjectStore.BUNDLE, (object, demanded, now) -> {
            LoadedBundle bundle = BundleLoader.load(object.bytes(), expected.atLeast(demanded), now);
            var revision = bundle.revision();
            return new Part<>(bundle, revision.sequence(), revision.validUntil(), Optional.of(object.version()));
        });
    }

    static PartReader<LoadedIssuerKeys> ofKeys(ObjectStore objects, BundleExpectations expected) {
        return new PartReader<>(objects, ObjectStore.ISSUER_KEYS, (object, demanded, now) -> {
            LoadedIssuerKeys keys = IssuerKeys.load(object.bytes(), Item.ofKeys(expected, demanded), now);
            Edition edition = keys.edition();
            return new Part<>(keys, edition.sequence(), edition.validUntil(), Optional.of(object.version()));
        });
    }

    /**
     * What is loaded, where that is enough, or else what lies there now.
     *
     * @param demanded the lowest sequence by the head
     * @throws StoreUnavailableException where nothing, or something older, lies there
     * @throws BundleRefusedException where what lies there is not what the host demands
     */
    Part<T> read(@Nullable Part<T> known, long demanded, Instant now)
            throws StoreUnavailableException, BundleRefusedException {
        if (known != null && demanded <= known.sequence()) {
            return known;
        }
        Reading reading = objects.read(name, known == null ? Optional.empty() : known.version());
        if (!(reading instanceof Reading.Found object)) {
            throw olderThan(demanded, reading instanceof Reading.Missing ? "there is none" : "an older one is there");
        }
        try {
            return loader.load(object, demanded, now);
        } catch (BundleRefusedException e) {
            if (e.refusal() == BundleRefusal.SEQUENCE) {
                throw olderThan(demanded, "what is there is refused, " + e.getMessage());
            }
            throw e;
        }
    }

    private StoreUnavailableException olderThan(long demanded, String found) {
        return new StoreUnavailableException("the head demands `" + name + "` of sequence `" + demanded
                + "` or higher, and " + found + "; where this lasts, publish it under a higher sequence");
    }
}
