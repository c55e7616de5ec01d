package dev.cordon.cli;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/**
 * Gets the Java runtime's cryptography ready on another processor while the command line and the policy are read: what
 * its first use loads and initialises takes as long as they do. Nothing but time depends on it, and it runs nothing but
 * the runtime's own classes.
 */
final class Cryptography implements Runnable {

    /** The commands that sign or verify, and the one by which the archive learns of this class. */
    private static final List<String> USERS = List.of("check", "test", "bundle", "token", "train");

    private Cryptography() {}

    /** Begins where a command will want it and a processor is free for it. */
    static void prepareFor(String... args) {
        if (args.length > 0 && USERS.contains(args[0]) && Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(new Cryptography(), "cryptography");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] text = "ready?".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(pair.getPublic());
            signature.update(text);
            signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // whoever needs it finds out and says so
        }
    }
}
