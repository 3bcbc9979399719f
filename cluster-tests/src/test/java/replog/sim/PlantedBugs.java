package replog.sim;

import java.util.List;

/** One broken rule each. */
final class PlantedBugs {

    private static final String LATCH = "replog/master/core/WriteConcernLatch.java";
    private static final String MASTER = "replog/master/core/MasterNode.java";
    private static final String MEMBER = "replog/master/core/Member.java";
    private static final String MEMBERS = "replog/master/core/Members.java";
    private static final String ADMISSION = "replog/master/core/Admission.java";
    private static final String SECONDARY_SESSION = "replog/master/core/SecondarySession.java";
    private static final String WAITING = "replog/master/core/WaitingRequests.java";
    private static final String REQUEST = "replog/master/core/AddMessageRequest.java";
    private static final String MASTER_SESSION = "replog/secondary/core/MasterSession.java";
    private static final String SECONDARY = "replog/secondary/core/SecondaryNode.java";
    private static final String RECEIVED = "replog/secondary/core/ReceivedMessages.java";
    private static final String ENDPOINT = "replog/proto/core/Endpoint.java";
    private static final String OUTGOING = "replog/proto/core/OutgoingRequests.java";
    private static final String FRAME = "replog/proto/wire/FrameFormat.java";
    private static final String LOG = "replog/node/log/SegmentLog.java";
    private static final String WRITER = "replog/node/log/SegmentWriter.java";
    private static final String READER = "replog/node/log/SegmentReader.java";
    private static final String RECOVERY = "replog/node/log/Recovery.java";

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.of(
                    "a secondary acknowledges what waits behind a gap",
                    MASTER_SESSION,
                    "answer.accept(new MessageAdded(messages.firstGap()));",
                    "answer.accept(new MessageAdded(Math.max(messages.firstGap(), add.endId())));"),
            PlantedBug.of(
                    "the latch opens one node too early",
                    LATCH,
                    "return confirmedBy.size() >= writeConcern;",
                    "return confirmedBy.size() + 1 >= writeConcern;"),
            PlantedBug.of(
                            "one node is counted twice after a resend",
                            LATCH,
                            "if (!confirmedBy.contains(holder)) {",
                            "if (true) {")
                    .and(
                            MASTER,
                            "long before = member.acknowledgedUpTo();\n        member.holdsUpTo(firstGap);",
                            "long before = 0;\n        member.holdsUpTo(firstGap);"),
            PlantedBug.of(
                    "the master does not count itself", MASTER, "request.latch().confirm(self);", "request.latch();"),
            PlantedBug.of(
                    "a node that is gone still counts",
                    MASTER,
                    "waiting.retract(member.holder(), member.acknowledgedUpTo());",
                    ""),
            PlantedBug.of(
                    "a disconnect forgets the waiting clients",
                    MASTER,
                    "waiting.retract(member.holder(), member.acknowledgedUpTo());",
                    "waiting.removeFrom(0);"),
            PlantedBug.of(
                            "a node of another log is accepted and counted",
                            ADMISSION,
                            "hello.firstGap() == 0 ? Optional.empty() : refusalOfList(hello)",
                            "hello.firstGap() <= log.firstGap() ? Optional.empty() : refusalOfList(hello)")
                    .and(ADMISSION, "if (refusal.isPresent() || hello.firstGap() == 0) {", "if (true) {"),
            PlantedBug.of(
                    "a list that differs is accepted where the log id is right",
                    ADMISSION,
                    "hello.checksum() != checksum.getAsInt()",
                    "hello.checksum() != checksum.getAsInt() && checksum.getAsInt() == 0"),
            PlantedBug.of(
                    "a node that does not show its list yet is named",
                    MEMBER,
                    "this.caughtUp = showsItsList;",
                    "this.caughtUp = true;"),
            PlantedBug.of(
                    "the older connection of a node stays open beside the newer",
                    MASTER,
                    "older.close(\"the same node has connected again\");",
                    ""),
            PlantedBug.of("two nodes go by one name", MEMBERS, "return taken ?", "return false ?"),
            PlantedBug.of(
                    "a ready secondary is believed to hold everything",
                    SECONDARY_SESSION,
                    "if (member != null && holds(firstGap)) {",
                    "if (member != null && holds(messages.firstGap())) {"),
            PlantedBug.of(
                    "an acknowledgement is taken for one more than it says",
                    SECONDARY_SESSION,
                    "if (holds(((MessageAdded) answer).firstGap())) {",
                    "if (holds(Math.min(messages.firstGap(), ((MessageAdded) answer).firstGap() + 1))) {"),
            PlantedBug.of(
                    "a new session begins one message too late",
                    SECONDARY_SESSION,
                    "nextToSend = messages.firstGap();",
                    "nextToSend = messages.firstGap() + 1;"),
            PlantedBug.of(
                    "new messages go to the first secondary only",
                    MASTER,
                    "session.sendNewMessages();",
                    "session.sendNewMessages();\n            break;"),
            PlantedBug.of(
                    "of messages that travel together the last is left out",
                    SECONDARY_SESSION,
                    "AddMessage add = new AddMessage(run);",
                    "AddMessage add = new AddMessage(run.subList(0, Math.max(1, run.size() - 1)));"),
            PlantedBug.of(
                    "more clients wait than may",
                    MASTER,
                    "waiting.size() >= settings.maxWaiting()",
                    "waiting.size() > settings.maxWaiting()"),
            PlantedBug.of(
                            "several messages count as held with the first",
                            WAITING,
                            "requests.get(i).ids().last() < endId",
                            "requests.get(i).ids().first() < endId")
                    .and(WAITING, "requests.get(middle).ids().last() < id", "requests.get(middle).ids().first() < id"),
            PlantedBug.of(
                    "a client that has gone keeps its place",
                    MASTER,
                    "if (waiting.remove(request)) {",
                    "if (request.ids().first() >= 0) {"),
            PlantedBug.of(
                    "a time-out is answered as if the concern were met",
                    MASTER,
                    "new AddOutcome.TimedOut(receipt)",
                    "new AddOutcome.Met(receipt)"),
            PlantedBug.of(
                    "a message is stored though its client is refused",
                    MASTER,
                    "request.finish(refusal.get());",
                    "append(added.texts().get(0)); request.finish(refusal.get());"),
            PlantedBug.of(
                    "a client's time runs on after its answer",
                    REQUEST,
                    "        abandon();\n        onOutcome.accept(outcome);",
                    "        onOutcome.accept(outcome);"),
            PlantedBug.of(
                    "what is not answered is not sent again",
                    ENDPOINT,
                    "        if (!backingOff) {\n            resend(request);",
                    "        if (!backingOff) {"),
            PlantedBug.of(
                    "what was held back from a suspected node is forgotten", ENDPOINT, "requests.park(request);", ""),
            PlantedBug.of(
                    "a late answer does not count",
                    ENDPOINT,
                    "            if (request.isInvalidated()) {",
                    "if (request.isInvalidated()) { return; } if (request.isInvalidated()) {"),
            PlantedBug.of(
                    "after one time-out no other is noticed",
                    OUTGOING,
                    "timer = oldest == null ? null : scheduler.schedule(oldest.deadlineMs() - nowMs, this::expire);",
                    "timer = null;"),
            PlantedBug.of(
                    "a duplicate is put at the end of the list",
                    RECEIVED,
                    "            return Arrival.DUPLICATE;",
                    "if (message.id() < next) { "
                            + "log.append(new LogMessage(next, message.key(), message.text())); } "
                            + "return Arrival.DUPLICATE;"),
            PlantedBug.of(
                    "what waited behind the gap is not taken in when the gap is filled",
                    RECEIVED,
                    "            appendWhatWaited();\n            return Arrival.APPENDED;",
                    "            return Arrival.APPENDED;"),
            PlantedBug.of(
                    "what waits behind a gap survives a change of masters",
                    SECONDARY,
                    "received.forgetWaiting();",
                    "received.waiting();"),
            PlantedBug.of(
                    "a secondary stops fetching one message too early",
                    MASTER_SESSION,
                    "if (next < accepted.messageCount()) {",
                    "if (next + 1 < accepted.messageCount()) {"),
            PlantedBug.of(
                    "a silent master is never given up",
                    MASTER_SESSION,
                    "if (silentHeartbeats > SILENT_AFTER_HEARTBEATS) {",
                    "if (silentHeartbeats > 1_000_000) {"),
            PlantedBug.of(
                    "a secondary whose connection broke does not connect again",
                    SECONDARY,
                    "        session = null;\n        startAgain();",
                    "        session = null;"),
            PlantedBug.of(
                    "a frame's checksum is not looked at",
                    FRAME,
                    "if (computed != received) {",
                    "if (computed != received && length < 0) {"),
            PlantedBug.of(
                            "a secondary acknowledges before the sync",
                            MASTER_SESSION,
                            "answer.accept(new MessageAdded(messages.firstGap()));",
                            "answer.accept(new MessageAdded(messages.end()));")
                    .and(MASTER_SESSION, "if (due <= messages.firstGap()) {", "if (due <= messages.end()) {"),
            PlantedBug.of("the master sends before the sync", LOG, "if (from >= firstGap) {", "if (from >= end()) {")
                    .and(LOG, "tail.read(from, firstGap, maxMessages", "tail.read(from, end(), maxMessages")
                    .and(MASTER, "messages.append(message);", "messages.append(message); sendNewMessages();")
                    .and(SECONDARY_SESSION, "if (nextToSend < messages.firstGap()", "if (nextToSend < messages.end()")
                    .and(
                            SECONDARY_SESSION,
                            "if (firstGap > messages.firstGap()) {",
                            "if (firstGap > messages.end()) {"),
            PlantedBug.of(
                    "a failed sync is tried again",
                    WRITER,
                    "        extend(open);\n        open.sync();",
                    "extend(open); try { open.sync(); } catch (DiskException once) { open.sync(); }"),
            PlantedBug.of("the directory is not synced when a segment is begun", WRITER, "disk.syncNames();", ""),
            PlantedBug.of(
                    "a restart forgets the last segment and uses its ids again",
                    RECOVERY,
                    "if (last && isStillborn(name, file)) {",
                    "if (last) {"),
            PlantedBug.of(
                    "the last write is not written again by recovery",
                    RECOVERY,
                    "writeAgain(file, scan.lastAnchor(), sound);",
                    ""),
            PlantedBug.of(
                    "a list counts as shown before the disk knows it",
                    LOG,
                    "return caughtUp;",
                    "return node.caughtUp();"),
            PlantedBug.of(
                    "a new segment without records stays",
                    RECOVERY,
                    "        } catch (DamagedLogException noHeader) {",
                    "return false; } catch (DamagedLogException noHeader) {"),
            PlantedBug.of(
                    "damage in a complete segment is found and forgotten",
                    READER,
                    "            distrust(segment);",
                    ""),
            PlantedBug.of(
                    "damage in the middle is cut like a torn tail",
                    RECOVERY,
                    "scan.end().endId())) {",
                    "Long.MAX_VALUE)) {"),
            PlantedBug.of(
                    "an index is believed without its check",
                    RECOVERY,
                    "if (loaded.isPresent() && loaded.get().end().offset() == file.length()) {",
                    "if (loaded.isPresent()) {"));

    private PlantedBugs() {}
}
