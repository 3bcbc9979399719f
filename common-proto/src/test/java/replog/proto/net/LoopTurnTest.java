package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTurnTest {

    private static final long GIVE_UP_S = 30;
    private static final int TASKS = 1000;

    private final EventLoop giver = IoLoops.loop("giver");
    private final EventLoop taker = IoLoops.loop("taker");
    private final List<String> done = new ArrayList<>();
    private final CompletableFuture<List<String>> last = new CompletableFuture<>();

    @AfterEach
    void end() throws Exception {
        IoLoops.end(giver, taker).toCompletableFuture().get(GIVE_UP_S, TimeUnit.SECONDS);
    }

    @Test
    void whatOneTurnHandsOverIsDoneInItsOrder() throws Exception {
        giver.execute(() -> {
            for (int i = 0; i < TASKS; i++) {
                note(Integer.toString(i));
            }
            finish();
        });

        List<String> all = last.get(GIVE_UP_S, TimeUnit.SECONDS);
        assertEquals(TASKS, all.size());
        for (int i = 0; i < TASKS; i++) {
            assertEquals(Integer.toString(i), all.get(i));
        }
    }

    @Test
    void aLoopThatSleepsIsWokenByEachTurn() throws Exception {
        for (int i = 0; i < TASKS; i++) {
            CompletableFuture<Boolean> there = new CompletableFuture<>();
            giver.execute(() -> IoLoops.execute(taker, () -> there.complete(taker.inEventLoop())));
            assertTrue(there.get(GIVE_UP_S, TimeUnit.SECONDS));
        }
    }

    @Test
    void aThreadWithoutTurnsHandsOverAtOnce() throws Exception {
        note("from outside");
        finish();

        assertEquals(List.of("from outside"), last.get(GIVE_UP_S, TimeUnit.SECONDS));
    }

    @Test
    void aLoopHandsTasksToItself() throws Exception {
        giver.execute(() -> {
            IoLoops.execute(giver, () -> {
                note("second");
                finish();
            });
            note("first");
        });

        assertEquals(List.of("first", "second"), last.get(GIVE_UP_S, TimeUnit.SECONDS));
    }

    @Test
    void whatComesTooLateIsDropped() throws Exception {
        IoLoops.end(taker).toCompletableFuture().get(GIVE_UP_S, TimeUnit.SECONDS);
        CompletableFuture<String> goesOn = new CompletableFuture<>();

        giver.execute(() -> {
            note("too late");
            goesOn.complete("went on");
        });

        assertEquals("went on", goesOn.get(GIVE_UP_S, TimeUnit.SECONDS));
        assertEquals(List.of(), done);
    }

    private void note(String what) {
        IoLoops.execute(taker, () -> done.add(what));
    }

    private void finish() {
        IoLoops.execute(taker, () -> last.complete(done));
    }
}
