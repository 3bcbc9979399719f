package replog.proto.message;

/** Numbers in arrays, the most significant byte first. */
final class BigEndian {

    private BigEndian() {}

    static void putInt(byte[] array, int at, int value) {
        array[at] = (byte) (value >>> 24);
        array[at + 1] = (byte) (value >>> 16);
        array[at + 2] = (byte) (value >>> 8);
        array[at + 3] = (byte) value;
    }

    static int getInt(byte[] array, int at) {
        return array[at] << 24 | (array[at + 1] & 0xff) << 16 | (array[at + 2] & 0xff) << 8 | (array[at + 3] & 0xff);
    }
}
