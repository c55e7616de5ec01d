package dev.cordon.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the members of a JSON object as {@link Json} reads it. */
final class Fields {

    /** The longest name, id or subject in a claim, in characters. */
    static final int LONGEST_NAME = 256;
    /** The longest audience: a URL. */
    static final int LONGEST_URL = 512;
    /** The latest second that a time may name: the end of the year 9999. */
    static final long LATEST = 253_402_300_799L;

    private final Map<String, Object> members;

    Fields(Map<String, Object> members) {
        this.members = members;
    }

    Map<String, Object> members() {
        return members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** The value where it is a string, whatever is in it; else null. */
    @Nullable
    String anyText(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** Whether {@code text} may be a name: 1 to {@code longest} characters, none of them a control character. */
    static boolean isName(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** A required name of up to 256 characters. */
    String name(String member) throws OddClaimException {
        return name(member, members.get(member), LONGEST_NAME);
    }

    /** A name of up to 256 characters where the member is there, else null. */
    @Nullable
    String nameOrNull(String member) throws OddClaimException {
        return has(member) ? name(member) : null;
    }

    /** A required URL. */
    String url(String member) throws OddClaimException {
        return name(member, members.get(member), LONGEST_URL);
    }

    private static String name(String member, @Nullable Object value, int longest) throws OddClaimException {
        if (value instanceof String text && isName(text, longest)) {
            return text;
        }
        throw new OddClaimException(member);
    }

    /** A required whole number in a range. */
    long whole(String member, long least, long most) throws OddClaimException {
        if (members.get(member) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw new OddClaimException(member);
    }

    /** A required instant in whole seconds since the epoch. */
    long time(String member) throws OddClaimException {
        return whole(member, 0, LATEST);
    }

    /** An array of whole numbers in that range, at least one; none where the member is not there. */
    List<Long> wholes(String member, long least, long most) throws OddClaimException {
        if (!has(member)) {
            return List.of();
        }
        if (!(members.get(member) instanceof List<?> values) || values.isEmpty()) {
            throw new OddClaimException(member);
        }
        List<Long> wholes = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof Long number) || number < least || number > most) {
                throw new OddClaimException(member);
            }
            wholes.add(number);
        }
        return List.copyOf(wholes);
    }

    /** A required array of at least one name. */
    List<String> names(String member, int longest) throws OddClaimException {
        if (!(members.get(member) instanceof List<?> values) || values.isEmpty()) {
            throw new OddClaimException(member);
        }
        List<String> names = new ArrayList<>(values.size());
        for (Object value : values) {
            names.add(name(member, value, longest));
        }
        return List.copyOf(names);
    }

    /** An array of names where the member is there, else or where it is empty no names. */
    List<String> namesOrNone(String member) throws OddClaimException {
        boolean none = !has(member) || members.get(member) instanceof List<?> values && values.isEmpty();
        return none ? List.of() : names(member, LONGEST_NAME);
    }

    /** A required object. */
    Fields object(String member) throws OddClaimException {
        return object(member, members.get(member));
    }

    /** A required array of at least one object. */
    List<Fields> objects(String member) throws OddClaimException {
        if (!(members.get(member) instanceof List<?> values) || values.isEmpty()) {
            throw new OddClaimException(member);
        }
        List<Fields> objects = new ArrayList<>(values.size());
        for (Object value : values) {
            objects.add(object(member, value));
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // the only maps are those that Json made
    private static Fields object(String member, @Nullable Object value) throws OddClaimException {
        if (value instanceof Map<?, ?> map) {
            return new Fields((Map<String, Object>) map);
        }
        throw new OddClaimException(member);
    }

    /** Refuses any other member: it may be a restriction that this version does not know. */
    void only(List<String> known) throws OddClaimException {
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw new OddClaimException(name);
            }
        }
    }
}
