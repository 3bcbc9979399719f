package replog.cluster.netns;

import java.util.ArrayList;
import java.util.List;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.ReadyOrSkip;

/**
 * Three hosts at a switch, all of them network namespaces of this run: nothing of it is ever in the namespace of the
 * machine itself.
 */
final class HostNetwork implements AutoCloseable {

    private static final int FIRST_ADDRESS = 100;

    private final List<Namespace> namespaces = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final Thread atExit = new Thread(this::removeAll);

    /** Makes it; skips the test where the machine cannot. */
    HostNetwork(int hostCount) {
        needWhatItTakes();
        Runtime.getRuntime().addShutdownHook(atExit);
        Namespace networkSwitch = namespace("sw");
        networkSwitch.run("ip", "link", "add", "br0", "type", "bridge");
        networkSwitch.run("ip", "link", "set", "br0", "up");
        for (int i = 0; i < hostCount; i++) {
            hosts.add(new Host(namespace("h" + i), networkSwitch, FIRST_ADDRESS + i));
        }
    }

    Host host(int index) {
        return hosts.get(index);
    }

    /** Everything arrives everywhere. */
    void heal() {
        hosts.forEach(Host::heal);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        removeAll();
    }

    static void needWhatItTakes() {
        ReadyOrSkip.need(System.getProperty("user.name", "").equals("root"), "to be run by root");
        CommandRun tools = CommandRun.of("bash", "-c", "command -v ip tc ss && command -v nft && command -v curl");
        ReadyOrSkip.need(tools.exitCode() == 0, "the packages iproute2, nftables and curl");
        String probe = nameOf("probe");
        boolean permitted = CommandRun.of("ip", "netns", "add", probe).exitCode() == 0
                && CommandRun.of("ip", "netns", "exec", probe, "nft", "add table inet chaos")
                                .exitCode()
                        == 0;
        CommandRun.of("ip", "netns", "del", probe);
        ReadyOrSkip.need(permitted, "the right to make network namespaces with rules of their own (ip netns, nft)");
    }

    private Namespace namespace(String what) {
        Namespace namespace = Namespace.create(nameOf(what));
        namespaces.add(namespace);
        return namespace;
    }

    static String nameOf(String what) {
        return "replog-" + ProcessHandle.current().pid() + "-" + what;
    }

    private void removeAll() {
        namespaces.forEach(Namespace::close);
    }
}
