package replog.master.core;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
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

    /** Tells, perhaps before this returns, why the node is refused; none where it is welcome. */
    void decide(Hello hello, Consumer<Optional<String>> onDecision) {
        Optional<String> refusal = refusalOf(hello);
        if (refusal.isPresent() || hello.firstGap() == 0) {
            onDecision.accept(refusal);
        } else {
            log.checksum(hello.firstGap(), checksum -> onDecision.accept(refusalOf(hello, checksum)));
        }
    }

    private Optional<String> refusalOf(Hello hello) {
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
        if (!log.id().equals(Optional.ofNullable(hello.logId()))) {
            return Optional.of(holding(hello) + "of another log ("
                    + (hello.logId() == null ? "of no id" : hello.logId()) + "), this master's is "
                    + log.id().map(Object::toString).orElse("none"));
        }
        if (hello.firstGap() > log.firstGap()) {
            return Optional.of(holding(hello) + "of this log, this master only " + log.firstGap());
        }
        return Optional.empty();
    }

    private Optional<String> refusalOf(Hello hello, OptionalInt checksum) {
        if (checksum.isEmpty()) {
            return Optional.of(
                    "this master cannot read its list: " + log.failure().orElse("its disk does not answer"));
        }
        if (hello.checksum() != checksum.getAsInt()) {
            return Optional.of(String.format(
                    "%swhose running checksum is %08x, this master's list has %08x there: the lists differ",
                    holding(hello), hello.checksum(), checksum.getAsInt()));
        }
        return Optional.empty();
    }

    private static String holding(Hello hello) {
        return "it holds " + hello.firstGap() + " messages ";
    }
}
