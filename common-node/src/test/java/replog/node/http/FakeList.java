package replog.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** A list of equal texts that holds none of them, and counts how often it is asked. */
final class FakeList implements MessageReader {

    private final Bytes text;
    private final Executor core;
    private long firstGap;
    private int pagesAsked;

    /** @param core runs what the core loop of a node would run */
    FakeList(long messages, int textBytes, Executor core) {
        this.firstGap = messages;
        this.text = Bytes.utf8("x".repeat(textBytes));
        this.core = core;
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<ListPage> onPage) {
        pagesAsked++;
        core.execute(() -> onPage.accept(page(from, maxMessages, maxBytes)));
    }

    ListPage page(long from, int maxMessages, long maxBytes) {
        List<LogMessage> messages = new ArrayList<>();
        long bytes = text.length();
        while (from + messages.size() < firstGap
                && messages.size() < maxMessages
                && (messages.isEmpty() || bytes <= maxBytes)) {
            messages.add(new LogMessage(from + messages.size(), Bytes.EMPTY, text));
            bytes += text.length();
        }
        return new ListPage(Samples.records(0, messages), firstGap);
    }

    int pagesAsked() {
        return pagesAsked;
    }

    void grow(long messages) {
        firstGap += messages;
    }
}
