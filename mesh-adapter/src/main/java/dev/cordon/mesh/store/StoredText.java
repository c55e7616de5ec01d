package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A text in a page of the file. The library's own type would believe a damaged length, however much memory it asks. */
final class StoredText extends BasicDataType<String> {

    /** What a text takes in memory beside its characters. */
    private static final int OVERHEAD = 56;

    @Override
    public int compare(String one, String other) {
        return one.compareTo(other);
    }

    @Override
    public int getMemory(String text) {
        return OVERHEAD + 2 * text.length();
    }

    @Override
    public void write(WriteBuffer page, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        page.putVarInt(bytes.length).put(bytes);
    }

    @Override
    public String read(ByteBuffer page) {
        int length = DataUtils.readVarInt(page);
        if (length < 0 || length > page.remaining()) {
            throw new DamagedEntryException("a text in it is longer than its page");
        }
        byte[] bytes = new byte[length];
        page.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String[] createStorage(int size) {
        return new String[size];
    }
}
