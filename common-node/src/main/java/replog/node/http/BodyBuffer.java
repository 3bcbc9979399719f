package replog.node.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import replog.proto.message.Bytes;

/**
 * Gathers the body of one request after another. Only what is still incomplete counts against the budget of all
 * connections. Of one connection, on its http loop.
 */
final class BodyBuffer {

    private static final int FIRST_BYTES = 1 << 10;

    private final ByteBudget budget;
    private byte[] gathered = new byte[0];
    private int length;

    BodyBuffer(ByteBudget budget) {
        this.budget = budget;
    }

    int length() {
        return length;
    }

    /** Adds a part that others follow; false where the budget has no room for it. */
    boolean add(ByteBuf part) {
        int needed = length + part.readableBytes();
        if (needed > gathered.length) {
            int capacity = Math.max(FIRST_BYTES, Math.max(needed, 2 * gathered.length));
            if (!budget.tryTake(capacity - gathered.length)) {
                return false;
            }
            gathered = Arrays.copyOf(gathered, capacity);
        }
        length = append(part, gathered, length);
        return true;
    }

    /** The body that ends with {@code lastPart}; the buffer is empty afterwards. */
    Bytes complete(ByteBuf lastPart) {
        int total = length + lastPart.readableBytes();
        if (total == 0) {
            return Bytes.EMPTY;
        }
        byte[] whole = Arrays.copyOf(gathered, total);
        append(lastPart, whole, length);
        clear();
        return Bytes.of(whole);
    }

    /** Forgets what was gathered. */
    void clear() {
        if (gathered.length > 0) {
            budget.giveBack(gathered.length);
            gathered = new byte[0];
            length = 0;
        }
    }

    private static int append(ByteBuf part, byte[] target, int at) {
        int partBytes = part.readableBytes();
        part.readBytes(target, at, partBytes);
        return at + partBytes;
    }
}
