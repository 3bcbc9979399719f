package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;
import replog.proto.sim.Samples;

/** A list as simple as can be, to hold a log against. */
final class ListModel {

    private ListModel() {}

    /** Messages that name their ids. */
    static List<LogMessage> plain(int count) {
        List<LogMessage> model = new ArrayList<>();
        while (model.size() < count) {
            model.add(Samples.message(model.size()));
        }
        return model;
    }

    /** Messages of any bytes, most of them short, some with keys. */
    static List<LogMessage> any(int count, Random random) {
        List<LogMessage> model = new ArrayList<>();
        while (model.size() < count) {
            model.add(anyMessage(model.size(), random));
        }
        return model;
    }

    /**
     * Asserts that this is what one read from {@code from} on may give.
     *
     * @return whether there was nothing, or no room, for one message more
     */
    static boolean assertPage(List<LogMessage> model, int from, int maxMessages, long maxBytes, Records page) {
        int end = from + page.count();
        assertEquals(from == model.size(), page.isEmpty());
        assertEquals(model.subList(from, end), page.messages());
        assertTrue(page.isEmpty() || page.firstId() == from);
        assertTrue(page.count() <= maxMessages);
        assertTrue(page.count() <= 1 || page.bytes().length() <= maxBytes);
        return page.count() == maxMessages
                || end == model.size()
                || page.bytes().length() + RecordFormat.sizeOf(model.get(end), true) > maxBytes;
    }

    /** The running checksums: of nothing, of the first message, of the first two, … */
    static int[] checksums(List<LogMessage> model) {
        RunningChecksum running = new RunningChecksum();
        int[] checksums = new int[model.size() + 1];
        for (int i = 0; i < model.size(); i++) {
            checksums[i + 1] = running.after(checksums[i], model.get(i));
        }
        return checksums;
    }

    private static LogMessage anyMessage(long id, Random random) {
        byte[] key = new byte[random.nextInt(10) == 0 ? random.nextInt(LogMessage.MAX_KEY_BYTES + 1) : 0];
        byte[] text = new byte[random.nextInt(100) == 0 ? random.nextInt(20_000) : random.nextInt(200)];
        random.nextBytes(key);
        random.nextBytes(text);
        return new LogMessage(id, Bytes.of(key), Bytes.of(text));
    }
}
