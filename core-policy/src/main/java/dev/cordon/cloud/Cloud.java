package dev.cordon.cloud;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import dev.cordon.token.Signer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What one cloud brings to the command line. Found by {@link java.util.ServiceLoader} among the jars of the plugin
 * folder, so that {@code cordon} itself carries no cloud's SDK.
 */
public interface Cloud {

    /**
     * The stores at a place.
     *
     * @param place such as {@code s3://BUCKET/PREFIX?head=TABLE}
     * @return empty where the place is another cloud's
     * @throws IllegalArgumentException where it is this cloud's and can't be read, saying what to write
     */
    Optional<Place> place(URI place);

    /**
     * Messages that were not taken.
     *
     * @param dead the URL of the queue where they lie
     * @param queue the URL of the one that they are sent to
     * @return empty where either is another cloud's
     * @throws IllegalArgumentException where they are this cloud's and can't be used, saying what to do
     */
    Optional<DeadLetters> deadLetters(URI dead, URI queue);

    /**
     * A signing key that never leaves the cloud.
     *
     * @param key such as {@code awskms:///alias/cordon-bundles}
     * @return empty where the key is another cloud's
     * @throws IllegalArgumentException where it is this cloud's and can't be used, saying what to do
     */
    Optional<Signer> signer(URI key);

    /**
     * What the control plane keeps in a cloud, for those who may read and write it there.
     *
     * @param place such as {@code dynamodb://TABLE?head=TABLE}
     * @param clock for what is over
     * @return empty where the place is another cloud's
     * @throws IllegalArgumentException where it is this cloud's and can't be read, saying what to write
     */
    Optional<AdministeredStores> control(URI place, InstantSource clock);

    /**
     * The stores at one place.
     *
     * @param objects what is published
     * @param heads what of it is current
     */
    record Place(ObjectStore objects, HeadStore heads) {}
}
