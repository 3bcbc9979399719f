package replog.history;

import replog.history.HistoryEvent.Answer;
import replog.history.HistoryEvent.Answered;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Arrive;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Connect;
import replog.history.HistoryEvent.Cut;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.Fault;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Gauge;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Healed;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Ready;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;
import replog.history.HistoryEvent.Synced;
import replog.history.HistoryEvent.Write;

/** Hears what happens, in the order in which it does; each listener overrides what it cares for. */
public interface HistoryListener {

    default void started(Start event) {}

    default void stopped(Stop event) {}

    default void faulted(Fault event) {}

    default void healed(Healed event) {}

    default void ended(End event) {}

    default void posted(Post event) {}

    default void receipt(Receipt event) {}

    default void refused(Refused event) {}

    default void lost(Lost event) {}

    default void hungUp(HangUp event) {}

    default void read(Read event) {}

    default void appended(Append event) {}

    default void gap(Gap event) {}

    default void ready(Ready event) {}

    default void believes(Believes event) {}

    default void connected(Connect event) {}

    default void cut(Cut event) {}

    default void written(Write event) {}

    default void arrived(Arrive event) {}

    default void answer(Answer event) {}

    default void answered(Answered event) {}

    default void gauge(Gauge event) {}

    default void synced(Synced event) {}

    default void toldOfDisk(OfDisk event) {}
}
