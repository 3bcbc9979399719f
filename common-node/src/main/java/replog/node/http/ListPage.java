package replog.node.http;

import replog.proto.message.Records;

/**
 * A part of a node's list, as it was at one moment.
 *
 * @param records consecutive ones, from the id on that was asked for; none where that is the first gap or beyond
 * @param firstGap of the whole list
 */
public record ListPage(Records records, long firstGap) {}
