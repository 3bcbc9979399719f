package replog.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.chaos.proxy.Direction.TO_MASTER;
import static replog.chaos.proxy.Direction.TO_SECONDARY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import replog.chaos.FreePorts;
import replog.cluster.harness.Await;
import replog.cluster.harness.OwnThread;
import replog.cluster.harness.PeerListener;
import replog.cluster.harness.RawConnection;

class FaultProxyTest {

    private static final int LONG_MS = 3_600_000;
    private static final int SEED = 7;

    private final PeerListener master = new PeerListener();
    private final FaultProxy proxy = new FaultProxy(FreePorts.next(), master.port(), SEED);

    /** Both ends of a connection through the proxy. */
    private record Ends(RawConnection secondary, RawConnection master) implements AutoCloseable {
        RawConnection from(Direction direction) {
            return direction == TO_MASTER ? secondary : master;
        }

        RawConnection to(Direction direction) {
            return direction == TO_MASTER ? master : secondary;
        }

        @Override
        public void close() {
            secondary.close();
            master.close();
        }
    }

    @AfterEach
    void close() {
        proxy.close();
        master.close();
    }

    static List<Arguments> faultsThatLoseNothing() {
        return List.of(
                Arguments.of("none", Faults.NONE, 4_000_000),
                Arguments.of("delay", Faults.NONE.delayed(1, 20), 1_000_000),
                Arguments.of("reordered connections", Faults.NONE.reordered(0, 50), 1_000_000),
                Arguments.of("split", Faults.NONE.split(100), 300_000),
                Arguments.of("split and delay", Faults.NONE.split(3000).delayed(0, 3), 1_000_000),
                Arguments.of("merge", Faults.NONE.merged(10_000, 5), 4_000_000),
                Arguments.of("slow link", Faults.NONE.throttled(2_000_000), 500_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsThatLoseNothing")
    void bytesArriveAsTheyWereSentBothWaysWith(String what, Faults faults, int bytes) {
        proxy.apply(faults);

        try (Ends ends = connect()) {
            CompletableFuture<byte[]> toMaster = sendRandom(ends.secondary, bytes, 1);
            CompletableFuture<byte[]> toSecondary = sendRandom(ends.master, bytes, 2);
            CompletableFuture<byte[]> received = OwnThread.begin("reader", () -> read(ends.secondary, bytes));
            byte[] atMaster = read(ends.master, bytes);
            assertArrayEquals(toMaster.join(), atMaster);
            assertArrayEquals(toSecondary.join(), received.join());
        }
    }

    @Test
    void mergingDoesNotWaitForMoreThanCanBeHeld() {
        int bytes = 4 * Flow.MAX_HELD_BYTES;
        proxy.apply(Faults.NONE.merged(Integer.MAX_VALUE, LONG_MS));

        try (Ends ends = connect()) {
            CompletableFuture<byte[]> sent = sendRandom(ends.secondary, bytes, SEED);
            byte[] first = read(ends.master, Flow.MAX_HELD_BYTES / 2);
            proxy.apply(Faults.NONE);
            byte[] rest = read(ends.master, bytes - first.length);
            assertArrayEquals(
                    sent.join(), ByteBuffer.allocate(bytes).put(first).put(rest).array());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDelayedIsHeldAndLeavesWhenTheDelayEnds(Direction direction) {
        proxy.apply(direction, Faults.NONE.delayed(LONG_MS, LONG_MS));

        try (Ends ends = connect()) {
            ends.from(direction).send("late");
            awaitHeld(direction, 1);
            assertPasses(ends, opposite(direction));
            assertFalse(ends.to(direction).hasInput());

            proxy.apply(Faults.NONE);
            assertArrayEquals("late".getBytes(US_ASCII), read(ends.to(direction), 4));
        }
    }

    @Test
    void oneConnectionOvertakesAnother() {
        try (Ends first = connect();
                Ends second = connect()) {
            proxy.connections().get(0).apply(TO_MASTER, Faults.NONE.reordered(LONG_MS, LONG_MS));
            first.secondary.send("first");
            awaitHeld(TO_MASTER, 1);
            assertPasses(second, TO_MASTER);
            assertFalse(first.master.hasInput());

            proxy.apply(Faults.NONE);
            assertArrayEquals("first".getBytes(US_ASCII), read(first.master, 5));
        }
    }

    @Test
    void everyConnectionDrawsADelayOfItsOwn() {
        MillisRange range = new MillisRange(0, LONG_MS);
        Random random = new Random(SEED);

        assertNotEquals(range.drawNanos(random), range.drawNanos(random));
        assertTrue(range.drawNanos(random) <= range.maxNanos());
        assertThrows(IllegalArgumentException.class, () -> new MillisRange(3, 2));
    }

    @ParameterizedTest
    @EnumSource
    void silenceOneWayLeavesTheOtherWayAsItWas(Direction direction) {
        try (Ends ends = connect()) {
            proxy.apply(direction, Faults.NONE.silenced());
            ends.from(direction).send("hello?");
            awaitHeld(direction, 1);
            assertPasses(ends, opposite(direction));
            assertFalse(ends.to(direction).hasInput());

            proxy.apply(direction, Faults.NONE);
            assertArrayEquals("hello?".getBytes(US_ASCII), read(ends.to(direction), 6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void inSilenceNobodyIsToldThatTheOtherEndHasClosed(Direction direction) throws IOException {
        try (Ends ends = connect()) {
            proxy.apply(Faults.NONE.silenced());
            ends.from(direction).send("bye").close();
            awaitHeld(direction, 1);
            assertEquals(1, proxy.connections().size());

            proxy.apply(Faults.NONE);
            assertArrayEquals("bye".getBytes(US_ASCII), read(ends.to(direction), 3));
            assertEquals(-1, ends.to(direction).in().read());
        }
    }

    @Test
    void aConnectionThatIsMadeInSilenceIsAcceptedAndHearsNothing() {
        proxy.apply(Faults.NONE.silenced());

        try (Ends ends = connect()) {
            ends.secondary.send("anybody?");
            awaitHeld(TO_MASTER, 1);
            assertFalse(ends.master.hasInput());
        }
    }

    @Test
    void aCutIsTheEndOfTheStreamForBothWhateverIsHeld() throws IOException {
        try (Ends ends = connect()) {
            proxy.apply(Faults.NONE.silenced());
            ends.secondary.send("lost");
            awaitHeld(TO_MASTER, 1);

            proxy.cutAll();

            assertEquals(-1, ends.secondary.in().read());
            assertEquals(-1, ends.master.in().read());
        }
        Await.until("the connection is forgotten", () -> proxy.connections().isEmpty());
        assertEquals(0, proxy.counts(TO_MASTER).heldBytes());
        assertEquals(1, proxy.accepted());
    }

    @Test
    void whatIsHeldIsForgottenWithAConnectionThatBothEndsLeaveInSilence() {
        try (Ends ends = connect()) {
            proxy.apply(Faults.NONE.silenced());
            ends.secondary.send("nobody will read this");
            awaitHeld(TO_MASTER, 1);
        }
        Await.until("the connection is forgotten", () -> proxy.connections().isEmpty());
        assertEquals(0, proxy.counts(TO_MASTER).heldBytes());
    }

    @Test
    void aResetIsAnErrorForBoth() {
        try (Ends ends = connect()) {
            proxy.resetAll();

            assertIsReset(ends.secondary);
            assertIsReset(ends.master);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfOneIsPassedOnAsItWas(Direction direction) throws IOException {
        try (Ends cut = connect()) {
            cut.from(direction).close();
            assertEquals(-1, cut.to(direction).in().read());
        }
        try (FaultProxy next = new FaultProxy(FreePorts.next(), proxy.port(), SEED);
                RawConnection secondary = RawConnection.to(next.port());
                RawConnection accepted = master.accept().connection()) {
            Await.until("both stand", () -> next.accepted() == 1);
            (direction == TO_MASTER ? next : proxy).resetAll();
            assertIsReset(direction == TO_MASTER ? accepted : secondary);
        }
    }

    @Test
    void newConnectionsAreRefusedAndOldOnesStay() {
        try (Ends old = connect()) {
            proxy.refuseConnections();
            assertThrows(UncheckedIOException.class, () -> RawConnection.to(proxy.port()));
            assertPasses(old, TO_MASTER);

            proxy.acceptConnections();
            connect().close();
        }
    }

    @Test
    void whoConnectsWhereNoMasterIsLosesTheConnection() {
        master.close();

        try (RawConnection secondary = RawConnection.to(proxy.port())) {
            secondary.awaitClosed();
        } catch (UncheckedIOException sooner) {
            assertTrue(String.valueOf(sooner.getMessage()).contains("reset"), sooner::toString);
        }
        assertEquals(0, proxy.accepted());
    }

    @Test
    void oneBitIsFlippedAndNoOther() {
        byte[] zeros = new byte[1000];

        try (Ends ends = connect()) {
            proxy.corruptNext(TO_SECONDARY, 1);
            ends.master.send(zeros);
            assertEquals(1, BitSet.valueOf(read(ends.secondary, zeros.length)).cardinality());
            ends.master.send(zeros);
            assertEquals(0, BitSet.valueOf(read(ends.secondary, zeros.length)).cardinality());
        }
        assertEquals(1, proxy.counts(TO_SECONDARY).flippedBits());
    }

    @Test
    void theSeedDecidesWhichBits() {
        List<Byte> bytes = corruptedBytes(SEED);

        assertEquals(bytes, corruptedBytes(SEED));
        assertNotEquals(bytes, corruptedBytes(SEED + 1));
    }

    @Test
    void splitBytesGoOnInManyPieces() {
        proxy.apply(Faults.NONE.split(10));

        try (Ends ends = connect()) {
            ends.secondary.send(new byte[10_000]);
            read(ends.master, 10_000);
        }
        long pieces = proxy.counts(TO_MASTER).pieces();
        assertTrue(pieces >= 1000 && pieces < 10_000, () -> pieces + " pieces");
    }

    @Test
    void mergedBytesGoOnInOnePiece() {
        proxy.apply(Faults.NONE.merged(100, LONG_MS));

        try (Ends ends = connect()) {
            for (int i = 0; i < 100; i++) {
                ends.secondary.send(new byte[1]);
            }
            read(ends.master, 100);
        }
        assertEquals(1, proxy.counts(TO_MASTER).pieces());
    }

    @Test
    void aSlowLinkHoldsBackWhatItCannotCarry() {
        proxy.apply(Faults.NONE.throttled(1));

        try (Ends ends = connect()) {
            ends.secondary.send(new byte[10_000]);
            read(ends.master, 2);
            assertTrue(proxy.counts(TO_MASTER).bytes() < 10_000);

            proxy.apply(Faults.NONE);
            read(ends.master, 9998);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsNoFurtherThanItMayHold(Direction direction) {
        int length = 16 << 20;
        proxy.apply(Faults.NONE.silenced());

        try (Ends ends = connect()) {
            CompletableFuture<byte[]> sent = sendRandom(ends.from(direction), length, SEED);
            awaitHeld(direction, Flow.MAX_HELD_BYTES);
            proxy.apply(Faults.NONE);
            byte[] received = read(ends.to(direction), length);
            assertArrayEquals(sent.join(), received);
        }
        long most = proxy.counts(direction).maxHeldBytes();
        assertTrue(most < 2 * Flow.MAX_HELD_BYTES, () -> most + " bytes were held");
    }

    private Ends connect() {
        long before = proxy.accepted();
        RawConnection secondary = RawConnection.to(proxy.port());
        RawConnection accepted = master.accept().connection();
        Await.until("the connection stands", () -> proxy.accepted() > before);
        return new Ends(secondary, accepted);
    }

    private void awaitHeld(Direction direction, long bytes) {
        Await.until(bytes + " bytes are held", () -> proxy.counts(direction).heldBytes() >= bytes);
    }

    private List<Byte> corruptedBytes(long seed) {
        try (FaultProxy other = new FaultProxy(FreePorts.next(), master.port(), seed);
                RawConnection secondary = RawConnection.to(other.port());
                RawConnection accepted = master.accept().connection()) {
            Await.until("the connection stands", () -> other.accepted() == 1);
            other.corruptNext(TO_MASTER, 30);
            return IntStream.range(0, 30)
                    .mapToObj(i -> {
                        secondary.send(new byte[1]);
                        return read(accepted, 1)[0];
                    })
                    .toList();
        }
    }

    private static Direction opposite(Direction direction) {
        return direction == TO_MASTER ? TO_SECONDARY : TO_MASTER;
    }

    private static void assertPasses(Ends ends, Direction direction) {
        ends.from(direction).send("passes");
        assertArrayEquals("passes".getBytes(US_ASCII), read(ends.to(direction), 6));
    }

    private static void assertIsReset(RawConnection connection) {
        IOException reset =
                assertThrows(IOException.class, () -> connection.in().read());
        assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset::toString);
    }

    private static CompletableFuture<byte[]> sendRandom(RawConnection connection, int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return OwnThread.begin("sender", () -> {
            connection.send(bytes);
            return bytes;
        });
    }

    private static byte[] read(RawConnection connection, int length) {
        try {
            return connection.in().readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
