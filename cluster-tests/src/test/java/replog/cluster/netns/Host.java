package replog.cluster.netns;

/** A machine of its own for a node: one network card, {@code eth0}, with one address, at one port of the switch. */
final class Host {

    /** Where bytes come in; {@link #heal} empties it. */
    private static final String CHAIN = "inet chaos in";

    private final Namespace namespace;
    private final Namespace networkSwitch;
    private final String address;
    private final String switchPort;

    /** @param number the last part of its address */
    Host(Namespace namespace, Namespace networkSwitch, int number) {
        this.namespace = namespace;
        this.networkSwitch = networkSwitch;
        this.address = "10.5.0." + number;
        this.switchPort = "p" + number;
        namespace.run(
                "ip", "link", "add", "eth0", "type", "veth", "peer", "name", switchPort, "netns", networkSwitch.name());
        networkSwitch.run("ip", "link", "set", switchPort, "master", "br0", "up");
        namespace.run("ip", "addr", "add", address + "/24", "dev", "eth0");
        namespace.run("ip", "link", "set", "eth0", "up");
        namespace.run("nft", "add table inet chaos");
        namespace.run("nft", "add chain " + CHAIN + " { type filter hook input priority 0; }");
    }

    String address() {
        return address;
    }

    Namespace namespace() {
        return namespace;
    }

    /** A client on this host, of the node that answers here on this port. */
    CurlClient client(int port) {
        return new CurlClient(namespace, "http://" + address + ":" + port);
    }

    /** What {@code other} sends does not arrive here any more. */
    void hearNothingFrom(Host other) {
        rule("ip saddr " + other.address + " drop");
    }

    /** Of all packets that come from others so many per cent are lost, by chance. */
    void lose(int percent) {
        rule("iifname eth0 numgen random mod 100 < " + percent + " drop");
    }

    /** Whatever comes to this TCP port is answered by RST. */
    void resetAllTo(int port) {
        rule("iifname eth0 tcp dport " + port + " reject with tcp reset");
    }

    /** Ends the connections with {@code other} that stand, by RST. */
    void killConnectionsWith(Host other) {
        namespace.run("ss", "-K", "dst", other.address);
    }

    /** From now on it sends no more than so many kilobits per second. */
    void slowDown(int kilobitsPerSecond) {
        namespace.run(
                "tc",
                "qdisc",
                "add",
                "dev",
                "eth0",
                "root",
                "tbf",
                "rate",
                kilobitsPerSecond + "kbit",
                "burst",
                "4kb",
                "latency",
                "500ms");
    }

    /** It sends as fast as it can again. */
    void speedUp() {
        namespace.run("tc", "qdisc", "del", "dev", "eth0", "root");
    }

    void pullCable() {
        networkSwitch.run("ip", "link", "set", switchPort, "down");
    }

    void plugCable() {
        networkSwitch.run("ip", "link", "set", switchPort, "up");
    }

    /** Everything that comes arrives again. */
    void heal() {
        namespace.run("nft", "flush chain " + CHAIN);
    }

    private void rule(String rule) {
        namespace.run("nft", "add rule " + CHAIN + " " + rule);
    }
}
