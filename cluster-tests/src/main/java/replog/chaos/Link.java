package replog.chaos;

import replog.chaos.proxy.FaultProxy;
import replog.chaos.proxy.Faults;

/** The way from one secondary to the master. One thread breaks and mends it. */
final class Link implements AutoCloseable {

    private final FaultProxy proxy;
    private boolean refusing;

    Link(FaultProxy proxy) {
        this.proxy = proxy;
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** From now on whoever connects is refused. */
    void refuse() {
        if (!refusing) {
            refusing = true;
            proxy.refuseConnections();
        }
    }

    /** It is a good network again. */
    void mend() {
        proxy.apply(Faults.NONE);
        if (refusing) {
            refusing = false;
            proxy.acceptConnections();
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
