package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void saysTheSameWhicheverWayTheKernelWasAsked() {
        assertEquals("connection reset", Reasons.of(new SocketException("Connection reset")));
        assertEquals(
                "connection reset",
                Reasons.of(new IOException("recvAddress(..) failed with error(-104): Connection reset by peer")));
        assertEquals("connection reset", Reasons.of(new IOException("Broken pipe")));
        assertEquals(
                "connection refused",
                Reasons.of(
                        new ConnectException("finishConnect(..) failed with error(-111): Connection refused: /::1:9")));
        assertEquals("Address already in use", Reasons.of(new BindException("Address already in use")));
        assertEquals(
                "Address already in use",
                Reasons.of(new IOException("bind(..) failed with error(-98): Address already in use")));
        assertEquals("unknown host nowhere", Reasons.of(new UnknownHostException("nowhere")));
        assertEquals(
                "no answer in time", Reasons.of(new ConnectTimeoutException("connection timed out after 3000 ms")));
    }

    @Test
    void looksForTheCauseOfAClosedChannel() {
        var closed = new ClosedChannelException();
        closed.initCause(new IOException("Broken pipe"));

        assertEquals("connection reset", Reasons.of(closed));
    }

    @Test
    void namesWhatItDoesNotKnowOnOneLine() {
        assertEquals("two\\u000alines", Reasons.of(new IOException("two\nlines")));
        assertEquals("IOException", Reasons.of(new IOException()));
        assertEquals("IllegalStateException: a bug", Reasons.of(new IllegalStateException("a bug")));
    }
}
