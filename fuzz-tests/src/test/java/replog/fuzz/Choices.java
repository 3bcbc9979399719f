package replog.fuzz;

import java.util.Arrays;

/** Reads an input from front to back as decisions, so that a small change of it is a small change of the story. */
final class Choices {

    private final byte[] input;
    private int next;

    Choices(byte[] input) {
        this.input = input;
    }

    boolean hasMore() {
        return next < input.length;
    }

    /** 0 to {@code bound} - 1, {@code bound} being 256 at most; 0 once the input is used up. */
    int below(int bound) {
        return (hasMore() ? Byte.toUnsignedInt(input[next++]) : 0) % bound;
    }

    boolean yes() {
        return below(2) == 1;
    }

    int anyInt() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | below(256);
        }
        return value;
    }

    long anyLong() {
        return (long) anyInt() << Integer.SIZE | Integer.toUnsignedLong(anyInt());
    }

    /** 0 or more, mostly where two ends could disagree: near {@code landmark}, near 0, or at the end of all numbers. */
    long position(long landmark) {
        return switch (below(8)) {
            case 0 -> 0;
            case 1 -> Math.max(0, landmark - 1);
            case 2 -> plus(landmark, 1);
            case 3 -> Math.max(0, landmark - below(256));
            case 4 -> plus(landmark, below(256));
            case 5 -> Long.MAX_VALUE;
            case 6 -> anyLong() & Long.MAX_VALUE;
            default -> landmark;
        };
    }

    /** Up to {@code length} bytes, fewer where the input ends. */
    byte[] bytes(int length) {
        byte[] taken = Arrays.copyOfRange(input, next, Math.min(input.length, next + length));
        next += taken.length;
        return taken;
    }

    /** All that is left. */
    byte[] rest() {
        return bytes(input.length);
    }

    private static long plus(long landmark, int more) {
        return landmark + Math.min(more, Long.MAX_VALUE - landmark);
    }
}
