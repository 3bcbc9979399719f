package replog.node.http;

import io.netty.util.internal.PlatformDependent;

/**
 * Everything that the server holds or waits for, and how much of it at most.
 *
 * @param maxConnections further ones are closed at once
 * @param maxRequestLineBytes method, path and query; a longer one is a 414
 * @param maxHeaderBytes all header fields of a request together; more are a 431
 * @param maxHttpBodyBytes the body of one request; a longer one is a 413
 * @param maxUnfinishedBodyBytes the bodies that are still arriving, of all connections together; beyond it 503
 * @param maxUnsentAnswerBytes large answers and lists that clients have not read yet, of all connections together; beyond
 *     it 503
 * @param maxKeptPageBytes pages of lists that wait in the heap for their readers, of all connections together; beyond it
 *     they are read again once the reader goes on
 * @param maxPipelinedBytes what a client may send ahead while its request is in hand; then reading stops
 * @param requestDeadlineMs from the first byte of a request to its last; a slower sender gets a 408
 * @param idleMs without a request, or without progress of an answer, until the connection is closed
 * @param lingerMs how long the server still reads from a client that it has given its last answer
 * @param lingerBytes how much it reads from it
 */
public record HttpLimits(
        int maxConnections,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxHttpBodyBytes,
        long maxUnfinishedBodyBytes,
        long maxUnsentAnswerBytes,
        long maxKeptPageBytes,
        int maxPipelinedBytes,
        long requestDeadlineMs,
        long idleMs,
        long lingerMs,
        long lingerBytes) {

    /** Bodies arrive in the heap, where most of the room is for the list. */
    private static final int HEAP_PART_FOR_BODIES = 8;

    /** While a body is read it is there up to four times, as it came and as what was understood. */
    private static final int HEAP_PART_FOR_A_BODY = 16;

    /** A page of a list on disk may be a part of an array of four times its size. */
    private static final int HEAP_PART_FOR_PAGES = 16;

    /** Answers leave from direct memory, as do the frames to other nodes. */
    private static final int DIRECT_MEMORY_PART_FOR_ANSWERS = 2;

    /** No more bodies arrive at once, however large the heap is. */
    private static final long MAX_UNFINISHED_BODY_BYTES = 64 << 20;

    /** A character of JSON text may be written as an escape of six bytes. */
    private static final int MAX_BYTES_OF_ESCAPED_BYTE = 6;

    private static final int ROOM_FOR_OTHER_FIELDS_BYTES = 4 << 10;

    /**
     * What a node uses.
     *
     * @param maxMessageBytes how long a message may be; one always fits into a body, however it is escaped
     * @param wantedBodyBytes how long a body may be else, as far as the heap allows
     */
    public static HttpLimits of(int maxMessageBytes, int wantedBodyBytes) {
        int maxBodyBytes = (int) Math.max(
                MAX_BYTES_OF_ESCAPED_BYTE * maxMessageBytes + ROOM_FOR_OTHER_FIELDS_BYTES,
                Math.min(wantedBodyBytes, Runtime.getRuntime().maxMemory() / HEAP_PART_FOR_A_BODY));
        return new HttpLimits(
                1 << 17,
                8 << 10,
                16 << 10,
                maxBodyBytes,
                Math.max(
                        maxBodyBytes,
                        Math.min(MAX_UNFINISHED_BODY_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART_FOR_BODIES)),
                PlatformDependent.maxDirectMemory() / DIRECT_MEMORY_PART_FOR_ANSWERS,
                Runtime.getRuntime().maxMemory() / HEAP_PART_FOR_PAGES,
                32 << 10,
                10_000,
                5 * 60_000,
                5_000,
                128L << 20);
    }
}
