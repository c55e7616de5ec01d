package dev.cordon.mesh.store;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.entry.CredentialText;
import dev.cordon.entry.UsageText;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Credentials by service and generation. */
final class EmbeddedCredentialLedger implements CredentialLedger {

    private static final String CREDENTIAL = "credential/";
    private static final String USAGE = "usage-of/";

    private final StoreThread thread;

    EmbeddedCredentialLedger(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException {
        List<Credential> generations = new ArrayList<>(run(entries ->
                entries.all(prefix(service)).stream().map(CredentialText::read).toList()));
        Collections.reverse(generations);
        return List.copyOf(generations);
    }

    @Override
    public List<ServiceName> services(Optional<ServiceName> after, int most)
            throws CredentialLedgerUnavailableException {
        return run(entries -> {
            List<ServiceName> services = new ArrayList<>();
            String from = after.map(EmbeddedCredentialLedger::behind).orElse(CREDENTIAL);
            while (services.size() < most) {
                List<String> first = entries.range(CREDENTIAL, from, 1, key -> true);
                if (first.isEmpty()) {
                    break;
                }
                ServiceName service = CredentialText.read(first.get(0)).service();
                services.add(service);
                from = behind(service);
            }
            return List.copyOf(services);
        });
    }

    @Override
    public boolean add(Credential credential) throws CredentialLedgerUnavailableException {
        String text = CredentialText.write(credential);
        String prefix = prefix(credential.service());
        return run(entries -> {
            boolean later =
                    entries.range(prefix, key(credential.id()), 1, key -> true).isEmpty();
            if (later) {
                entries.put(key(credential.id()), text);
            }
            return later;
        });
    }

    @Override
    public boolean replace(Credential known, Credential next) throws CredentialLedgerUnavailableException {
        if (!key(known.id()).equals(key(next.id()))) {
            throw new IllegalArgumentException("a credential is replaced by itself in another state");
        }
        String text = CredentialText.write(next);
        return run(entries -> {
            boolean same = entries.get(key(known.id()))
                    .map(CredentialText::read)
                    .filter(known::equals)
                    .isPresent();
            if (same) {
                entries.put(key(known.id()), text);
            }
            return same;
        });
    }

    @Override
    public boolean forget(Credential known) throws CredentialLedgerUnavailableException {
        String key = key(known.id());
        return run(entries -> {
            boolean same = entries.get(key)
                    .map(CredentialText::read)
                    .filter(known::equals)
                    .isPresent();
            // the least key behind this one is that of a later generation, where there is one
            boolean over = same
                    && known.state() == State.REVOKED
                    && !entries.range(prefix(known.service()), key + '\0', 1, any -> true)
                            .isEmpty();
            if (over) {
                entries.remove(key);
                entries.remove(usageKey(known.id()));
            }
            return over;
        });
    }

    /** All texts are there before the first is put. */
    @Override
    public void used(List<Use<Credential.Id>> uses) throws CredentialLedgerUnavailableException {
        List<Use<Credential.Id>> told = List.copyOf(uses);
        run(entries -> {
            Map<Credential.Id, Usage> usages = new HashMap<>();
            for (Use<Credential.Id> use : told) {
                if (entries.get(key(use.id())).isPresent()) {
                    Usage known = usages.computeIfAbsent(use.id(), id -> usage(entries, id));
                    usages.put(use.id(), known.and(use));
                }
            }
            Map<String, String> texts = new HashMap<>();
            usages.forEach((id, usage) -> texts.put(usageKey(id), UsageText.write(usage)));
            texts.forEach(entries::put);
            return true;
        });
    }

    @Override
    public Usage usage(Credential.Id id) throws CredentialLedgerUnavailableException {
        return run(entries -> usage(entries, id));
    }

    private static Usage usage(Entries entries, Credential.Id id) {
        return entries.get(usageKey(id)).map(UsageText::read).orElse(Usage.NONE);
    }

    private <T> T run(StoreThread.Work<T> work) throws CredentialLedgerUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new CredentialLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String prefix(ServiceName service) {
        return CREDENTIAL + service.text() + "/";
    }

    /** The least key behind all of the service's: the character that follows the slash. */
    private static String behind(ServiceName service) {
        return CREDENTIAL + service.text() + "0";
    }

    private static String key(Credential.Id id) {
        return prefix(id.service()) + HexFormat.of().toHexDigits(id.generation());
    }

    private static String usageKey(Credential.Id id) {
        return USAGE + key(id);
    }
}
