package replog.master.net;

import io.netty.handler.codec.http.HttpResponseStatus;
import replog.master.core.AddOutcome;
import replog.master.core.IdRange;
import replog.master.core.Receipt;
import replog.node.http.HttpAnswer;
import replog.node.http.Problem;
import replog.proto.message.Protocol;

/** How HTTP tells a client what became of its message, or of its messages. */
enum AddAnswers {
    ONE("the message was not stored") {
        @Override
        void writeIds(StringBuilder json, IdRange ids) {
            json.append("\"id\":").append(ids.first());
        }

        @Override
        String placeOf(IdRange ids) {
            return "/messages/" + ids.first();
        }
    },
    MANY("none of the messages was stored") {
        @Override
        void writeIds(StringBuilder json, IdRange ids) {
            json.append("\"firstId\":").append(ids.first());
            json.append(",\"count\":").append(ids.count());
        }

        @Override
        String placeOf(IdRange ids) {
            return "/messages?from=" + ids.first() + "&limit=" + ids.count();
        }
    };

    /** Nobody knows when nodes come or clients leave; often enough to notice soon, seldom enough not to disturb. */
    private static final int RETRY_AFTER_S = 1;

    /** More than most receipts have. */
    private static final int RECEIPT_CHARS = 128;

    private final String notStored;

    AddAnswers(String notStored) {
        this.notStored = notStored;
    }

    HttpAnswer of(AddOutcome outcome) {
        if (outcome instanceof AddOutcome.Met met) {
            boolean waited = met.receipt().writeConcern() > 0;
            return HttpAnswer.ofJson(waited ? HttpResponseStatus.OK : HttpResponseStatus.ACCEPTED, json(met.receipt()));
        }
        return problem(outcome).answer();
    }

    /** The members of a receipt that tell which messages it is about. */
    abstract void writeIds(StringBuilder json, IdRange ids);

    /** Where to read them. */
    abstract String placeOf(IdRange ids);

    private Problem problem(AddOutcome outcome) {
        if (outcome instanceof AddOutcome.TimedOut timedOut) {
            return stored(
                    "timed-out",
                    "Write concern not met in time",
                    HttpResponseStatus.GATEWAY_TIMEOUT,
                    timedOut.receipt(),
                    (timedOut.receipt().ids().count() == 1 ? "and goes" : "and go") + " on replicating; look again at "
                            + placeOf(timedOut.receipt().ids()));
        }
        if (outcome instanceof AddOutcome.Stopping stopping) {
            // No Retry-After: sent again, the messages would be there twice.
            return stored(
                    "stopping",
                    "The master stops",
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    stopping.receipt(),
                    "but the master stops now; look again at "
                            + placeOf(stopping.receipt().ids()) + " of the secondaries");
        }
        if (outcome instanceof AddOutcome.NoQuorum noQuorum) {
            return notStored(
                            "no-quorum",
                            "Too few nodes",
                            "the master and its healthy secondaries are " + noQuorum.present() + ", the quorum is "
                                    + noQuorum.needed())
                    .with("present", json -> json.writeNumber(noQuorum.present()))
                    .with("needed", json -> json.writeNumber(noQuorum.needed()));
        }
        if (outcome instanceof AddOutcome.TooManyWaiting tooMany) {
            return notStored(
                            "too-many-waiting",
                            "Too many clients wait",
                            tooMany.maxWaiting() + " clients wait for their write concern, the most that may")
                    .with("maxWaiting", json -> json.writeNumber(tooMany.maxWaiting()));
        }
        if (outcome instanceof AddOutcome.NotSynced notSynced) {
            return diskFailed(notSynced.receipt().ids() + " may be lost, or be there when the master is started again: "
                            + notSynced.reason())
                    .with("receipt", json -> json.writeRawValue(json(notSynced.receipt())));
        }
        if (outcome instanceof AddOutcome.DiskFailed failed) {
            return diskFailed(notStored + ", and none will be: " + failed.reason());
        }
        if (outcome instanceof AddOutcome.DiskBusy) {
            return notStored("disk-busy", "The disk is too slow", "as much waits to be written to the disk as may");
        }
        if (outcome instanceof AddOutcome.Stopped) {
            return notStored("stopping", "The master stops", "the master stops");
        }
        throw new IllegalStateException("no answer for " + outcome);
    }

    private Problem stored(String kind, String title, HttpResponseStatus status, Receipt receipt, String whatNow) {
        boolean isOne = receipt.ids().count() == 1;
        String isStored = receipt.acknowledgedBy().isEmpty()
                ? isOne ? " is being stored" : " are being stored"
                : isOne ? " is stored" : " are stored";
        String detail = receipt.ids() + isStored + ", not yet on " + receipt.writeConcern() + " nodes, " + whatNow;
        return Problem.ofKind(kind, title, status, detail).with("receipt", json -> json.writeRawValue(json(receipt)));
    }

    private Problem notStored(String kind, String title, String why) {
        return Problem.ofKind(kind, title, HttpResponseStatus.SERVICE_UNAVAILABLE, notStored + ": " + why)
                .retryAfterSeconds(RETRY_AFTER_S);
    }

    private static Problem diskFailed(String detail) {
        return Problem.ofKind("disk-failed", "The disk has failed", HttpResponseStatus.SERVICE_UNAVAILABLE, detail);
    }

    /**
     * Made by hand, since it is made for every message: a generator has more to do before the first character than there
     * is here to the last. A {@linkplain Protocol#isFriendlyName name} has no character that JSON escapes, nor has what
     * is put behind it where two nodes have the same.
     */
    private String json(Receipt receipt) {
        StringBuilder json = new StringBuilder(RECEIPT_CHARS).append('{');
        writeIds(json, receipt.ids());
        json.append(",\"writeConcern\":").append(receipt.writeConcern());
        json.append(",\"acknowledgedBy\":[");
        String separator = "\"";
        for (String name : receipt.acknowledgedBy()) {
            json.append(separator).append(name).append('"');
            separator = ",\"";
        }
        return json.append("],\"elapsedMs\":")
                .append(receipt.elapsedMs())
                .append('}')
                .toString();
    }
}
