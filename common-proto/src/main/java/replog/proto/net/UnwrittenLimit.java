package replog.proto.net;

/**
 * How many bytes the links of a node may have unwritten: each as many as any other, and all together so many that peers
 * who read nothing cost little, however many they are. What is unwritten waits as frames, which take a few times as much
 * heap as their bytes where they are small. Core loop only.
 */
public final class UnwrittenLimit {

    /** What one link may have, in bytes, where there are few. No channel is given more at once, either. */
    static final int MAX_BYTES_OF_ONE = 1 << 20;

    /** What one link may always have, in bytes, however many there are. */
    static final int MIN_BYTES_OF_ONE = 16 << 10;

    /** What all links together may have, in bytes, until there are so many that each has the least. */
    static final int MAX_BYTES_OF_ALL = 16 << 20;

    private int links;

    /** A link more shares it. */
    void opened() {
        links++;
    }

    /** A link less shares it. */
    void gone() {
        links--;
    }

    /**
     * What one link may have at this moment, in bytes. With so many the link says that it is not writable, until half of
     * them are written; with so many of responses it shows the core nothing more.
     */
    int bytesOfOne() {
        int share = MAX_BYTES_OF_ALL / Math.max(1, links);
        return Math.max(MIN_BYTES_OF_ONE, Math.min(MAX_BYTES_OF_ONE, share));
    }
}
