package replog.node.log;

/**
 * Where the records of a segment end.
 *
 * @param offset in the file, in bytes
 * @param endId the id after that of the last record
 * @param checksum the running checksum of the list up to there
 */
record SegmentEnd(long offset, long endId, int checksum) {

    /** That of a segment without records. */
    static SegmentEnd ofEmpty(Segment segment) {
        return new SegmentEnd(Segment.HEADER_BYTES, segment.firstId(), segment.previous());
    }
}
