package replog.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Connect;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Gauge;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Ready;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;

/** Each checker finds a history that breaks its promise, and leaves a good one alone. */
class CheckersTest {

    private static final String LOG = "log-1";

    private final Checkers checkers = new Checkers();
    private double t;

    @Test
    void aGoodHistoryBreaksNothing() {
        begin();
        stores(0, 7);
        holds("bonnie", 1);
        believes("bonnie", 1);
        receipt(7, 0, 2, 200, "master", "bonnie");
        read("bonnie", 0, 7);
        tell(new Post(now(), "master", 8, 1));
        append(1, 8);
        receipt(8, 1, 1, 200, "master");
        read("master", 0, 7, 8);
        holds("bonnie", 2);
        tell(new End(now()));

        assertEquals(List.of(), checkers.violations());
    }

    @Nested
    class C1 {

        @Test
        void aDiskLosesWhatItsNodeWasNamedFor() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            believes("bonnie", 1);
            receipt(7, 0, 2, 200, "master", "bonnie");
            tell(new Stop(now(), "bonnie", "power off"));

            start("bonnie", false);

            assertBroken("C1");
        }

        @Test
        void aDiskThatIsDamagedMayLoseIt() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            believes("bonnie", 1);
            receipt(7, 0, 2, 200, "master", "bonnie");
            tell(new OfDisk(now(), "bonnie", OfDisk.DAMAGED));
            tell(new Stop(now(), "bonnie", "killed"));

            start("bonnie", false);

            assertEquals(List.of(), checkers.violations());
        }

        @Test
        void anIdThatNobodyHeldIsGivenAgain() {
            begin();
            tell(new Post(now(), "master", 7, 0));
            receipt(7, 0, 0, 202);
            stores(0, 8);

            receipt(8, 0, 1, 200, "master");

            assertEquals(List.of(), checkers.violations());
        }

        @Test
        void aHolderLosesWhatItWasNamedFor() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            believes("bonnie", 1);
            receipt(7, 0, 2, 200, "master", "bonnie");

            read("bonnie", 0);

            assertBroken("C1");
        }

        @Test
        void aHolderStopsShowingItsList() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            believes("bonnie", 1);
            receipt(7, 0, 2, 200, "master", "bonnie");

            tell(new Read(now(), "bonnie", t, LOG, 0, 503, List.of(), List.of()));

            assertBroken("C1");
        }

        @Test
        void oneIdIsGivenToTwoClients() {
            begin();
            stores(0, 7);
            receipt(7, 0, 1, 200, "master");
            tell(new Post(now(), "master", 8, 1));

            receipt(8, 0, 1, 200, "master");

            assertBroken("C1");
        }
    }

    @Nested
    class C2 {

        @Test
        void theMasterHoldsItAndIsNotNamed() {
            begin();
            stores(0, 7);

            receipt(7, 0, 0, 202);

            assertBroken("C2");
        }

        @Test
        void tooFewAreNamed() {
            begin();
            stores(0, 7);

            receipt(7, 0, 2, 200, "master");

            assertBroken("C2");
        }

        @Test
        void oneIsNamedTwice() {
            begin();
            stores(0, 7);

            receipt(7, 0, 2, 200, "master", "master");

            assertBroken("C2");
        }

        @Test
        void somebodyIsNamedWhoDoesNotHoldIt() {
            begin();
            stores(0, 7);
            believes("bonnie", 0);

            receipt(7, 0, 2, 200, "master", "bonnie");

            assertBroken("C2");
        }

        @Test
        void somebodyIsNamedWhoIsOutOfSight() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            tell(new Believes(now(), "master", "bonnie", "id-bonnie", 1, false, "UNHEALTHY"));

            receipt(7, 0, 2, 200, "master", "bonnie");

            assertBroken("C2");
        }

        @Test
        void somebodyIsNamedWhoDoesNotShowItsList() {
            begin();
            start("clyde", false);
            stores(0, 7);
            holds("clyde", 1);
            believes("clyde", 1);

            receipt(7, 0, 2, 200, "master", "clyde");

            assertBroken("C2");
        }

        @Test
        void anUnmetConcernAtATimeOutIsNoLie() {
            begin();
            stores(0, 7);

            receipt(7, 0, 2, 504, "master");

            assertEquals(List.of(), checkers.violations());
        }
    }

    @Nested
    class C3 {

        @Test
        void aReadHasAGap() {
            begin();
            stores(0, 7);
            append(1, 8);

            tell(new Read(now(), "bonnie", t, LOG, 0, 200, List.of(1L), List.of(8L)));

            assertBroken("C3");
        }

        @Test
        void aReadIsLongerThanTheList() {
            begin();
            stores(0, 7);

            read("bonnie", 0, 7, 9);

            assertBroken("C3");
        }

        @Test
        void whereNobodyTellsWhatIsAppendedTheMastersLastReadIsTheList() {
            begin();
            read("bonnie", 0, 7, 8);
            read("master", 0, 7, 9);

            tell(new End(now()));

            assertBroken("C3");
        }

        @Test
        void nobodyShowsMoreThanTheMasterThatStillRuns() {
            begin();
            read("bonnie", 0, 7, 8);
            read("master", 0, 7);

            tell(new End(now()));

            assertBroken("C3");
        }

        @Test
        void aMasterThatDiedMayHaveHadMoreThanAnybodyReadOfIt() {
            begin();
            tell(new Post(now(), "master", 7, 1));
            read("bonnie", 0, 7, 8);
            read("master", 0, 7);
            tell(new Stop(now(), "master", "killed"));

            tell(new End(now()));

            assertEquals(List.of(), checkers.violations());
        }
    }

    @Nested
    class C4 {

        @Test
        void twoNodesHaveDifferentListsOfTheSameLength() {
            begin();
            stores(0, 7);

            tell(new Gap(now(), "bonnie", LOG, 1, "other"));

            assertBroken("C4");
        }

        @Test
        void twoNodesShowDifferentMessagesInOnePlace() {
            begin();
            read("bonnie", 0, 7);

            read("master", 0, 8);

            assertBroken("C4");
        }
    }

    @Nested
    class C5 {

        @Test
        void aRequestIsStoredTwice() {
            begin();
            stores(0, 7);

            append(1, 7);

            assertBroken("C5");
        }

        @Test
        void aRequestIsShownTwice() {
            begin();

            read("bonnie", 0, 7, 7);

            assertBroken("C5");
        }

        @Test
        void aRefusedRequestIsShown() {
            begin();
            tell(new Post(now(), "master", 7, 1));
            tell(new Refused(now(), "master", 7, "NoQuorum"));

            read("bonnie", 0, 7);

            assertBroken("C5");
        }
    }

    @Nested
    class C6 {

        @Test
        void aLaterRequestGetsALowerId() {
            begin();
            tell(new Post(now(), "master", 7, 1));
            receipt(7, 1, 1, 200, "master");
            tell(new Post(now(), "master", 8, 1));

            receipt(8, 0, 1, 200, "master");

            assertBroken("C6");
        }

        @Test
        void theMasterDoesNotShowWhatItHasAnswered() {
            checkers.accept(new Start(now(), "master", "id-master", true, LOG, 0, false, false));
            tell(new Post(now(), "master", 7, 1));
            tell(new Post(now(), "master", 8, 1));
            receipt(8, 1, 1, 200, "master");

            read("master", 0, 7);

            assertBroken("C6");
        }

        @Test
        void theMasterShowsWhatNobodyHasAskedFor() {
            begin();

            read("master", 0, 7);

            assertBroken("C6");
        }
    }

    @Nested
    class C7 {

        @Test
        void aNodeShowsLessThanBefore() {
            begin();
            read("bonnie", 0, 7, 8);

            read("bonnie", 0, 7);

            assertBroken("C7");
        }

        @Test
        void aReadThatBeganBeforeTheOtherEndedMayShowLess() {
            begin();
            stores(0, 7);
            append(1, 8);
            double begun = now();
            read("bonnie", 0, 7, 8);

            tell(new Read(now(), "bonnie", begun, LOG, 0, 200, List.of(0L), List.of(7L)));

            assertEquals(List.of(), checkers.violations());
        }

        @Test
        void aNewLifeBeginsAnew() {
            begin();
            stores(0, 7);
            read("bonnie", 0, 7);
            tell(new Stop(now(), "bonnie", "killed"));
            checkers.accept(new Start(now(), "bonnie", "id-bonnie-2", false, null, 0, false, true));

            read("bonnie", 0);

            assertEquals(List.of(), checkers.violations());
        }
    }

    @Nested
    class C8 {

        @Test
        void aDiskFailsThoughItIsMended() {
            begin();
            tell(new OfDisk(now(), "bonnie", OfDisk.FAILED + "cannot read"));

            tell(new End(now()));

            assertBroken("C8");
        }

        @Test
        void aListIsShorterInTheEnd() {
            begin();
            stores(0, 7);
            receipt(7, 0, 1, 200, "master");

            tell(new End(now()));

            assertBroken("C8");
        }

        @Test
        void aClientIsNotAnsweredInTheEnd() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);

            tell(new End(now()));

            assertBroken("C8");
        }

        @Test
        void aClientThatNobodyCouldAnswerMayWait() {
            begin();
            tell(new Post(now(), "master", 7, 3));
            append(0, 7);
            holds("bonnie", 1);

            tell(new End(now()));

            assertEquals(List.of(), checkers.violations());
        }

        @Test
        void aNodeOfAnotherLogMayKeepItsList() {
            begin();
            stores(0, 7);
            receipt(7, 0, 1, 200, "master");
            tell(new Gap(now(), "bonnie", "log-0", 5, "old"));

            tell(new End(now()));

            assertEquals(List.of(), checkers.violations());
        }

        @Test
        void aClientIsAnsweredTwice() {
            begin();
            stores(0, 7);
            receipt(7, 0, 1, 200, "master");

            receipt(7, 0, 1, 504, "master");

            assertBroken("C8");
        }
    }

    @Nested
    class C9 {

        @Test
        void thereIsMoreThanThereMayBe() {
            begin();

            tell(new Gauge(now(), "master", "waiting clients", 4, 3));

            assertBroken("C9");
        }
    }

    @Nested
    class C10 {

        @Test
        void aDiskLosesWhatTheMasterBelievedToBeThere() {
            begin();
            stores(0, 7);
            holds("bonnie", 1);
            believes("bonnie", 1);
            tell(new Stop(now(), "bonnie", "power off"));

            start("bonnie", false);

            assertBroken("C10");
        }

        @Test
        void theMasterBelievesTooMuch() {
            begin();
            stores(0, 7);

            believes("bonnie", 1);

            assertBroken("C10");
        }

        @Test
        void theMasterCountsANodeOfAnotherLog() {
            begin();
            tell(new Gap(now(), "bonnie", "log-0", 5, "old"));

            believes("bonnie", 5);

            assertBroken("C10");
        }

        @Test
        void whereNobodyTellsFirstGapsALaterReadGivesItAway() {
            checkers.accept(new Start(now(), "master", "id-master", true, LOG, 0, false, false));
            checkers.accept(new Start(now(), "bonnie", "id-bonnie", false, null, 0, false, false));
            believes("bonnie", 2);

            read("bonnie", 0, 7);

            assertBroken("C10");
        }
    }

    private void begin() {
        start("master", true);
        start("bonnie", false);
        tell(new Connect(now(), "bonnie", "master"));
        tell(new Ready(now(), "bonnie"));
    }

    private void start(String name, boolean master) {
        checkers.accept(new Start(now(), name, "id-" + name, master, master ? LOG : null, 0, false, true));
    }

    private void stores(long id, long client) {
        tell(new Post(now(), "master", client, 1));
        append(id, client);
    }

    private void append(long id, long client) {
        tell(new Append(now(), "master", id, client, "x" + (id + 1)));
    }

    private void holds(String name, long firstGap) {
        tell(new Gap(now(), name, LOG, firstGap, "x" + firstGap));
    }

    private void believes(String name, long firstGap) {
        tell(new Believes(now(), "master", name, "id-" + name, firstGap, true, "HEALTHY"));
    }

    private void receipt(long client, long id, int writeConcern, int status, String... by) {
        tell(new Receipt(now(), "master", client, id, writeConcern, status, List.of(by)));
    }

    private void read(String name, long from, long... clients) {
        tell(new Read(
                now(),
                name,
                t,
                LOG,
                from,
                200,
                LongStream.range(from, from + clients.length).boxed().toList(),
                LongStream.of(clients).boxed().toList()));
    }

    private void tell(HistoryEvent event) {
        checkers.accept(event);
    }

    private double now() {
        t += 1;
        return t;
    }

    private void assertBroken(String checker) {
        assertEquals(
                List.of(checker),
                checkers.violations().stream()
                        .map(Violation::checker)
                        .distinct()
                        .filter(checker::equals)
                        .toList(),
                checkers.violations()::toString);
    }
}
