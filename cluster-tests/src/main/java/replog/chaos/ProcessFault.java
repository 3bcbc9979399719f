package replog.chaos;

import java.util.SplittableRandom;

/** What happens to processes: how it begins, and how it is undone. */
enum ProcessFault {
    KILL_SECONDARY(Victim.SECONDARY) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().kill();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().start();
        }
    },

    /** Where lists are in memory it comes back with an empty one of another log, to which the secondaries do not belong. */
    KILL_MASTER(Victim.MASTER) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.master().kill();
            cluster.master().start();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.restartThoseOfOldLogs();
        }
    },

    RESTART_MASTER(Victim.MASTER) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.master().terminate();
            cluster.master().start();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.restartThoseOfOldLogs();
        }
    },

    /** At any moment, and one right after the other. */
    KILL_ALL(Victim.ALL) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            for (ChaosNode node : cluster.nodes()) {
                node.kill();
            }
            ChaosCluster.startAll(cluster.nodes());
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) {
            // Each of them is back already, and belongs to the master's log.
        }
    },

    /** It comes back with an empty list, and as another node. */
    LOSE_DISK_OF_SECONDARY(Victim.SECONDARY) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().kill();
            any.node().loseDisk();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().start();
        }
    },

    ROLLING_RESTART(Victim.ALL_SECONDARIES) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            for (ChaosSecondary secondary : cluster.secondaries()) {
                secondary.node().terminate();
                secondary.node().start();
            }
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) {
            // Each of them is back already.
        }
    },

    PAUSE_SECONDARY(Victim.SECONDARY) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().pause();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            any.node().resume();
        }
    },

    PAUSE_MASTER(Victim.MASTER) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.master().pause();
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            cluster.master().resume();
        }
    },

    /** The master is alone for a while. */
    PAUSE_ALL_SECONDARIES(Victim.ALL_SECONDARIES) {
        @Override
        void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            for (ChaosSecondary secondary : cluster.secondaries()) {
                secondary.node().pause();
            }
        }

        @Override
        void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException {
            for (ChaosSecondary secondary : cluster.secondaries()) {
                secondary.node().resume();
            }
        }
    };

    private static final int LONGEST_PAUSE_MS = 15_000;
    private static final int USUAL_MS = 3000;
    private static final int SHORTEST_MS = 500;

    private enum Victim {
        MASTER,
        SECONDARY,
        ALL_SECONDARIES,
        ALL
    }

    private final Victim victim;

    ProcessFault(Victim victim) {
        this.victim = victim;
    }

    /** Who it is done to, in words. */
    String victim(ChaosCluster cluster, ChaosSecondary any) {
        return switch (victim) {
            case MASTER -> cluster.master().name();
            case SECONDARY -> any.node().name();
            case ALL_SECONDARIES -> "all secondaries";
            case ALL -> "all nodes";
        };
    }

    abstract void begin(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException;

    abstract void undo(ChaosCluster cluster, ChaosSecondary any) throws InterruptedException;

    /** For how long, in milliseconds; pauses now and then for long. */
    int drawMs(SplittableRandom random) {
        boolean isPause = name().startsWith("PAUSE");
        return random.nextInt(SHORTEST_MS, isPause && random.nextInt(6) == 0 ? LONGEST_PAUSE_MS : USUAL_MS);
    }
}
