package replog.sim;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replog.history.HistoryEvent.Answered;
import replog.history.HistoryEvent.Arrive;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Connect;
import replog.history.HistoryEvent.Cut;
import replog.history.HistoryEvent.Fault;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;
import replog.history.HistoryEvent.Synced;
import replog.history.HistoryEvent.Write;
import replog.history.HistoryListener;

/** Counts what should happen now and then: a batch of runs in which one of it never does has proved less than it seems. */
final class Sometimes implements HistoryListener {

    /** What should happen. */
    enum Thing {
        GAP_VISIBLE,
        MESSAGES_TOGETHER,
        DUPLICATE_ARRIVED,
        RESENT,
        LATE_ANSWER,
        RECONNECTED,
        CATCH_UP_BY_PAGES,
        CONCERN_MET_BY_ALL,
        CLIENT_TIMED_OUT,
        CLIENT_HUNG_UP,
        CLIENT_LOST,
        ANSWERED_AT_STOP,
        QUORUM_MISSED,
        TOO_MANY_WAITED,
        SUSPECTED,
        UNHEALTHY,
        MASTER_SILENT,
        NAME_SHARED,
        OTHER_LOG_REFUSED,
        OTHER_LIST_REFUSED,
        FRAME_CORRUPT,
        PROTOCOL_BROKEN,
        MASTER_RESTARTED,
        HOLDER_DIED,
        READ_TOO_EARLY,
        READ_OF_A_PART,
        ALL_LOST_POWER,
        MASTER_KEPT_ITS_LIST,
        CRASH_AT_WORK,
        CRASH_IN_RECOVERY,
        TORN_TAIL_CUT,
        NEW_SEGMENT_CUT,
        SET_ASIDE,
        INDEX_MADE_AGAIN,
        SEGMENT_ROLLED,
        READ_FROM_DISK,
        GROUP_COMMIT,
        SYNC_FAILED,
        DISK_FULL,
        START_FAILED,
        DISK_LOST
    }

    private final Map<Thing, Long> counts = new EnumMap<>(Thing.class);
    private final Map<String, Integer> connections = new HashMap<>();
    private final Map<String, Integer> pages = new HashMap<>();
    private final Map<String, Long> firstGaps = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private int nodes;
    private int masters;

    Sometimes() {
        for (Thing thing : Thing.values()) {
            counts.put(thing, 0L);
        }
    }

    Map<Thing, Long> counts() {
        return counts;
    }

    /** What has not happened. */
    List<Thing> missing() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    void add(Sometimes other) {
        other.counts.forEach((thing, count) -> counts.merge(thing, count, Long::sum));
    }

    @Override
    public void started(Start start) {
        firstGaps.put(start.n(), start.firstGap());
        named.remove(start.n());
        if (start.master()) {
            masters++;
            count(Thing.MASTER_RESTARTED, masters > 1);
            count(Thing.MASTER_KEPT_ITS_LIST, start.firstGap() > 0);
        } else {
            nodes++;
        }
    }

    @Override
    public void faulted(Fault fault) {
        count(Thing.ALL_LOST_POWER, fault.what().equals(Step.Kind.POWER_OFF_ALL.name()));
        count(Thing.DISK_LOST, fault.what().equals(Step.Kind.LOSE_DISK.name()));
    }

    @Override
    public void synced(Synced sync) {
        count(Thing.GROUP_COMMIT, sync.count() > 1);
    }

    @Override
    public void toldOfDisk(OfDisk event) {
        String what = event.what();
        count(Thing.CRASH_AT_WORK, what.equals(SimStorage.CRASH_AT_WORK));
        count(Thing.CRASH_IN_RECOVERY, what.equals(SimStorage.CRASH_IN_RECOVERY));
        count(Thing.READ_FROM_DISK, what.equals(SimStorage.READ));
        count(Thing.SEGMENT_ROLLED, what.equals(SimDisk.NEW_SEGMENT));
        count(Thing.TORN_TAIL_CUT, what.startsWith("cut a torn tail"));
        count(Thing.NEW_SEGMENT_CUT, what.endsWith("was just begun"));
        count(Thing.SET_ASIDE, what.startsWith("set "));
        count(Thing.INDEX_MADE_AGAIN, what.startsWith("making "));
        count(Thing.START_FAILED, what.startsWith("cannot start"));
        boolean failed = what.startsWith(OfDisk.FAILED);
        count(Thing.SYNC_FAILED, failed && what.contains("cannot sync"));
        count(Thing.DISK_FULL, failed && what.contains("no space left"));
    }

    @Override
    public void stopped(Stop stop) {
        count(Thing.HOLDER_DIED, named.contains(stop.n()));
    }

    @Override
    public void gap(Gap gap) {
        firstGaps.put(gap.n(), gap.g());
    }

    @Override
    public void connected(Connect connect) {
        pages.put(connect.n(), 0);
        count(Thing.RECONNECTED, connections.merge(connect.n(), 1, Integer::sum) > 1);
    }

    @Override
    public void written(Write write) {
        count(Thing.RESENT, write.a() > 1);
        boolean nextPage = write.q().equals("GetMessages") && write.a() == 1;
        count(Thing.CATCH_UP_BY_PAGES, nextPage && pages.merge(write.n(), 1, Integer::sum) > 1);
    }

    @Override
    public void arrived(Arrive arrive) {
        count(Thing.DUPLICATE_ARRIVED, arrive.dup());
        count(Thing.MESSAGES_TOGETHER, arrive.l() != null);
        Long message = arrive.m();
        count(Thing.GAP_VISIBLE, message != null && message > firstGaps.getOrDefault(arrive.n(), 0L));
    }

    @Override
    public void answered(Answered answered) {
        count(Thing.LATE_ANSWER, answered.late());
    }

    @Override
    public void receipt(Receipt receipt) {
        named.addAll(receipt.by());
        count(Thing.CONCERN_MET_BY_ALL, receipt.status() == 200 && receipt.by().size() > nodes);
        count(Thing.CLIENT_TIMED_OUT, receipt.status() == 504);
        count(Thing.ANSWERED_AT_STOP, receipt.status() == 503);
    }

    @Override
    public void refused(Refused refusal) {
        count(Thing.QUORUM_MISSED, refusal.why().equals("NoQuorum"));
        count(Thing.TOO_MANY_WAITED, refusal.why().equals("TooManyWaiting"));
    }

    @Override
    public void hungUp(HangUp gone) {
        count(Thing.CLIENT_HUNG_UP, true);
    }

    @Override
    public void lost(Lost lost) {
        count(Thing.CLIENT_LOST, true);
    }

    @Override
    public void read(Read read) {
        count(Thing.READ_TOO_EARLY, read.status() == 503);
        count(Thing.READ_OF_A_PART, read.from() > 0 && !read.ids().isEmpty());
    }

    @Override
    public void believes(Believes belief) {
        count(Thing.SUSPECTED, belief.state().equals("SUSPECTED"));
        count(Thing.NAME_SHARED, belief.p().contains("~"));
    }

    @Override
    public void cut(Cut cut) {
        count(Thing.UNHEALTHY, cut.why().contains("Pings in a row unanswered"));
        count(Thing.MASTER_SILENT, cut.why().startsWith("nothing heard from the master"));
        count(Thing.OTHER_LOG_REFUSED, cut.why().contains("of another log"));
        count(Thing.OTHER_LIST_REFUSED, cut.why().contains("the lists differ"));
        count(Thing.FRAME_CORRUPT, cut.why().contains("checksum "));
        count(Thing.PROTOCOL_BROKEN, cut.why().contains("broke the protocol"));
    }

    private void count(Thing thing, boolean happened) {
        if (happened) {
            counts.merge(thing, 1L, Long::sum);
        }
    }
}
