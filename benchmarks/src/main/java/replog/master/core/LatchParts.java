package replog.master.core;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import replog.proto.message.NodeId;

/** What it takes to count three nodes for a message, and to find who waits for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LatchParts {

    private static final int NODES = 3;

    private final Holder master = new Holder(new NodeId(new UUID(1, 0)), "master");
    private final Holder bonnie = new Holder(new NodeId(new UUID(1, 1)), "bonnie");
    private final Holder clyde = new Holder(new NodeId(new UUID(1, 2)), "clyde_");
    private final WaitingRequests waiting = new WaitingRequests();
    private long nextId;

    @Benchmark
    public List<String> threeConfirmations() {
        WriteConcernLatch latch = new WriteConcernLatch(NODES);
        latch.confirm(master);
        latch.confirm(bonnie);
        latch.confirm(clyde);
        return latch.names();
    }

    @Benchmark
    public List<AddMessageRequest> waitAndBeMet() {
        long id = nextId++;
        var request = new AddMessageRequest(new IdRange(id, 1), NODES, 0, outcome -> {});
        request.latch().confirm(master);
        waiting.add(request);
        waiting.confirm(bonnie, id, id + 1);
        return waiting.confirm(clyde, id, id + 1);
    }
}
