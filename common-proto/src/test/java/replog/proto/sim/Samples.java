package replog.proto.sim;

import java.util.ArrayList;
import java.util.List;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/** Messages to try things with. */
public final class Samples {

    private Samples() {}

    /** The message of this id, whose text names it. */
    public static LogMessage message(long id) {
        return message(id, "Msg" + id);
    }

    /** The message of this id and text, without a key. */
    public static LogMessage message(long id, String text) {
        return new LogMessage(id, Bytes.EMPTY, Bytes.utf8(text));
    }

    /** The records of {@link #message(long)} for these ids, as a list has them that is made of nothing else. */
    public static Records records(long from, long end) {
        RunningChecksum running = new RunningChecksum();
        int checksum = RunningChecksum.EMPTY;
        for (long id = 0; id < from; id++) {
            checksum = running.after(checksum, message(id));
        }
        List<LogMessage> messages = new ArrayList<>();
        for (long id = from; id < end; id++) {
            messages.add(message(id));
        }
        return records(checksum, messages);
    }

    /** The records of messages behind a list with this running checksum. */
    public static Records records(int checksum, List<LogMessage> messages) {
        RunningChecksum running = new RunningChecksum();
        int bytes = messages.stream()
                .mapToInt(message -> RecordFormat.sizeOf(message, false))
                .sum();
        byte[] records = new byte[bytes];
        int end = 0;
        int current = checksum;
        for (LogMessage message : messages) {
            current = running.after(current, message);
            RecordFormat.write(records, end, message, current);
            end += RecordFormat.sizeOf(message, false);
        }
        return messages.isEmpty()
                ? Records.NONE
                : new Records(Bytes.of(records), messages.get(0).id(), messages.size());
    }
}
