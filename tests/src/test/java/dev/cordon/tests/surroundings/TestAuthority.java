package dev.cordon.tests.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.KeyThumbprint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority made by openssl in a folder, for one run of the tests. */
public final class TestAuthority {

    private final Path openssl;
    private final Path folder;
    private final String name;

    /** Makes an authority of that name. */
    public TestAuthority(Path folder, String name) throws Exception {
        this.openssl = RealProgram.find("openssl");
        this.folder = folder;
        this.name = name;
        request(name, List.of("-addext", "basicConstraints=critical,CA:true", "-addext", "keyUsage=keyCertSign"));
    }

    /** A certificate of this authority with that alternative name, such as {@code URI:spiffe://shop.example/orders}. */
    public TestAuthority issue(String leaf, String alternativeName) throws Exception {
        request(
                leaf,
                List.of(
                        "-CA",
                        certificate(name).toString(),
                        "-CAkey",
                        key(name).toString(),
                        "-addext",
                        "basicConstraints=CA:false",
                        "-addext",
                        "subjectAltName=" + alternativeName));
        return this;
    }

    private void request(String subject, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                openssl.toString(),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/O=Shop/CN=" + subject,
                "-keyout",
                key(subject).toString(),
                "-out",
                certificate(subject).toString()));
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** The certificate of a name, in PEM. */
    public Path certificate(String subject) {
        return folder.resolve(subject + ".pem");
    }

    /** The private key of a name, in PEM. */
    public Path key(String subject) {
        return folder.resolve(subject + ".key");
    }

    /** The thumbprint of a name's certificate (RFC 8705 §3.1). */
    public KeyThumbprint thumbprint(String subject) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(read(subject).getEncoded());
        return new KeyThumbprint(Base64.getUrlEncoder().withoutPadding().encodeToString(sum));
    }

    /** The certificate of a name. */
    public X509Certificate read(String subject) throws Exception {
        byte[] pem = Files.readAllBytes(certificate(subject));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    /** What a client shows that holds this certificate. */
    public KeyManager[] identity(String subject) throws Exception {
        String pem = Files.readString(key(subject)).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, new char[0], new Certificate[] {read(subject)});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
    }

    /** A server with that name's certificate, which trusts the clients of this authority and no others. */
    public SSLContext server(String subject) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, read(name));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity(subject), managers.getTrustManagers(), new SecureRandom());
        return context;
    }
}
