package replog.proto.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.SecondaryNodeReady;

/** All bodies that have a wire form. The code of a response is over 0x80, that of a refusal over 0xC0. */
final class BodyFormats {

    static final int HELLO = 0x01;

    private static final List<BodyFormat<?>> ALL = List.of(
            new BodyFormat<>(HELLO, Hello.class, HelloFormat::sizeOf, HelloFormat::write, HelloFormat::readHello),
            new BodyFormat<>(
                    0x02,
                    AddMessage.class,
                    add -> MessageFormat.sizeOf(add.messages()),
                    (add, out) -> MessageFormat.write(add.messages(), out),
                    in -> new AddMessage(MessageFormat.read(in))),
            BodyFormat.ofPosition(0x03, GetMessages.class, GetMessages::startMessageId, GetMessages::new),
            BodyFormat.ofPosition(
                    0x04, SecondaryNodeReady.class, SecondaryNodeReady::firstGap, SecondaryNodeReady::new),
            BodyFormat.ofNothing(0x05, Ping.class, new Ping()),
            new BodyFormat<>(
                    0x81, HelloAccepted.class, HelloFormat::sizeOf, HelloFormat::write, HelloFormat::readHelloAccepted),
            BodyFormat.ofPosition(0x82, MessageAdded.class, MessageAdded::firstGap, MessageAdded::new),
            new BodyFormat<>(
                    0x83,
                    Messages.class,
                    page -> PageFormat.sizeOf(page.records()),
                    (page, out) -> PageFormat.write(page.records(), out),
                    in -> new Messages(PageFormat.read(in))),
            BodyFormat.ofNothing(0x84, ReadyNoted.class, new ReadyNoted()),
            BodyFormat.ofPosition(0x85, Pong.class, Pong::firstGap, Pong::new),
            new BodyFormat<>(
                    0xC1, HelloRefused.class, HelloFormat::sizeOf, HelloFormat::write, HelloFormat::readHelloRefused));

    private static final Map<Class<?>, BodyFormat<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(BodyFormat::type, format -> format));
    private static final @Nullable BodyFormat<?>[] BY_CODE = byCode();

    private BodyFormats() {}

    static BodyFormat<?> of(Body body) {
        BodyFormat<?> format = BY_TYPE.get(body.getClass());
        if (format == null) {
            throw new IllegalStateException(body.getClass() + " has no wire form");
        }
        return format;
    }

    /** @throws BadFrameException where no body has this code */
    static BodyFormat<?> of(int code) {
        BodyFormat<?> format = BY_CODE[code];
        if (format == null) {
            throw new BadFrameException("unknown type 0x" + Integer.toHexString(code));
        }
        return format;
    }

    private static @Nullable BodyFormat<?>[] byCode() {
        @Nullable BodyFormat<?>[] byCode = new BodyFormat<?>[256];
        for (BodyFormat<?> format : ALL) {
            byCode[format.code()] = format;
        }
        return byCode;
    }
}
