package replog.secondary.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import replog.proto.net.CoreLoop;
import replog.proto.net.Reasons;

/**
 * Looks up the address of one host. Java can only wait for the answer, tens of seconds where the name server is silent,
 * so that each lookup has a thread of its own and never more than one is under way. Core loop only.
 */
final class HostLookup {

    /** How long a lookup may take, in milliseconds. */
    static final int MAX_LOOKUP_MS = 3000;

    static {
        // Java remembers addresses for half a minute; asked every few seconds at most, nothing has to be remembered.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /** Waits for the address of a host. */
    interface Resolver {
        InetAddress addressOf(String host) throws UnknownHostException;
    }

    private final CoreLoop core;
    private final String host;
    private final Resolver resolver;
    private final ThreadFactory threads = new DefaultThreadFactory("lookup", true);
    private boolean underWay;

    HostLookup(CoreLoop core, String host, Resolver resolver) {
        this.core = core;
        this.host = host;
        this.resolver = resolver;
    }

    /** Exactly one of the two is called, on the core loop, after this has returned. */
    void start(Consumer<InetAddress> onFound, Consumer<String> onFailed) {
        if (underWay) {
            core.execute(() -> onFailed.accept("still looking for the address of " + host));
            return;
        }
        underWay = true;
        Attempt attempt = new Attempt(onFound, onFailed);
        core.schedule(MAX_LOOKUP_MS, attempt::expire);
        threads.newThread(() -> lookUp(attempt)).start();
    }

    /** On a thread of its own. */
    private void lookUp(Attempt attempt) {
        try {
            InetAddress address = resolver.addressOf(host);
            core.execute(() -> attempt.found(address));
        } catch (UnknownHostException unknown) {
            core.execute(() -> attempt.failed(Reasons.of(unknown)));
        }
    }

    /** One lookup; its first outcome counts. */
    private final class Attempt {
        private final Consumer<InetAddress> onFound;
        private final Consumer<String> onFailed;
        private boolean over;

        Attempt(Consumer<InetAddress> onFound, Consumer<String> onFailed) {
            this.onFound = onFound;
            this.onFailed = onFailed;
        }

        void found(InetAddress address) {
            underWay = false;
            if (!over) {
                over = true;
                onFound.accept(address);
            }
        }

        void failed(String reason) {
            underWay = false;
            fail(reason);
        }

        void expire() {
            fail("no address of " + host + " within " + MAX_LOOKUP_MS + " ms");
        }

        private void fail(String reason) {
            if (!over) {
                over = true;
                onFailed.accept(reason);
            }
        }
    }
}
