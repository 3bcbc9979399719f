package replog.master.core;

import java.util.Optional;
import replog.node.log.MessageLog;
import replog.proto.message.Body.Hello;
import replog.proto.message.Protocol;

/** Decides whether a node may follow this master: only one whose list is a beginning of the master's. */
final class Admission {

    private final MessageLog log;
    private final MasterSettings settings;

    Admission(MessageLog log, MasterSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    /** Why the node is refused; none where it is welcome. */
    Optional<String> refusalOf(Hello hello) {
        if (hello.protocolVersion() != Protocol.VERSION) {
            return Optional.of("it speaks protocol version " + hello.protocolVersion() + ", this master version "
                    + Protocol.VERSION);
        }
        if (hello.nodeId().equals(settings.nodeId())) {
            return Optional.of("it has the node id of this master");
        }
        if (hello.maxMessageBytes() < settings.maxMessageBytes()) {
            return Optional.of("it takes messages of " + hello.maxMessageBytes() + " bytes at most, this master of "
                    + settings.maxMessageBytes() + " (--max-message-bytes)");
        }
        return hello.firstGap() == 0 ? Optional.empty() : refusalOfList(hello);
    }

    private Optional<String> refusalOfList(Hello hello) {
        String holding = "it holds " + hello.firstGap() + " messages ";
        if (!log.id().equals(Optional.ofNullable(hello.logId()))) {
            return Optional.of(holding + "of another log (" + (hello.logId() == null ? "of no id" : hello.logId())
                    + "), this master's is " + log.id().map(Object::toString).orElse("none"));
        }
        if (hello.firstGap() > log.firstGap()) {
            return Optional.of(holding + "of this log, this master only " + log.firstGap());
        }
        int checksum = log.checksum(hello.firstGap());
        if (hello.checksum() != checksum) {
            return Optional.of(String.format(
                    "%swhose running checksum is %08x, this master's list has %08x there: the lists differ",
                    holding, hello.checksum(), checksum));
        }
        return Optional.empty();
    }
}
