package replog.cluster.disk;

import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.ReadyOrSkip;

/** Disks that fail, or lie, as strace has them do: it changes what the system calls of a node return. */
final class FailingDisk {

    private FailingDisk() {}

    /** Nodes started from now on see each thread's syncs fail from its n-th one on. */
    static void failSyncsFrom(Cluster cluster, int n) {
        cluster.withLauncher(launcher("fdatasync", "fdatasync:error=EIO:when=" + n + "+"));
    }

    /** Nodes started from now on are told that each sync succeeded, and nothing is synced. */
    static void pretendToSync(Cluster cluster) {
        cluster.withLauncher(launcher("fdatasync,fsync", "fdatasync,fsync:retval=0"));
    }

    /** Nodes started from now on have good disks. */
    static void heal(Cluster cluster) {
        cluster.withLauncher();
    }

    /** Skips the test where there is no strace, or it may not trace. */
    static void needStrace() {
        boolean works = CommandRun.of(
                                "bash",
                                "-c",
                                "command -v strace && strace -D -f --seccomp-bpf -qq -o /dev/null -e trace=fsync true")
                        .exitCode()
                == 0;
        ReadyOrSkip.need(works, "strace (apt-get install strace) and the right to trace processes");
    }

    /** With -D the node is the child of this process, and strace stands beside it. */
    private static String[] launcher(String calls, String injection) {
        return new String[] {
            "strace",
            "-D",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + calls,
            "-e",
            "inject=" + injection
        };
    }
}
