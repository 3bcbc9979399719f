package replog.master.core;

import replog.proto.message.NodeId;

/** A node that can hold messages, with the name that receipts show. */
record Holder(NodeId id, String name) {}
