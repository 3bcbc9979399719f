package replog.node.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.message.RunningChecksum;

/**
 * Finds out what a directory holds when its node starts. Only the last segment is read; of the others, length and checksum
 * are compared with what their index says. A torn tail, what a crash left of the last write, is cut. Damage is not: that
 * had been synced, perhaps acknowledged.
 */
final class Recovery {

    /** What to do about damage. */
    enum OnDamage {
        /** Nothing: a person has to. */
        REFUSE,
        /** Keep the damaged segment and all behind it under other names; their messages can be fetched again. */
        SET_ASIDE
    }

    /**
     * What is there.
     *
     * @param index of the last segment; null where there is no segment
     * @param end of the list, in the last segment
     * @param node whose directory it is; its list has not caught up any more where something was set aside
     */
    record Found(List<Segment> segments, @Nullable SparseIndex index, SegmentEnd end, NodeFile node) {}

    private final Disk disk;
    private final Consumer<String> tell;
    private NodeFile node;
    private final List<Segment> segments = new ArrayList<>();
    private @Nullable SparseIndex index;
    private SegmentEnd end = new SegmentEnd(0, 0, RunningChecksum.EMPTY);

    private Recovery(Disk disk, NodeFile node, Consumer<String> tell) {
        this.disk = disk;
        this.node = node;
        this.tell = tell;
    }

    /**
     * Looks at all segments, and leaves only sound ones.
     *
     * @param node whose directory it is
     * @param tell gets a line about each thing that was changed
     * @throws DamagedLogException where there is damage and nothing is to be done about it
     */
    static Found run(Disk disk, NodeFile node, OnDamage onDamage, Consumer<String> tell) throws DiskException {
        Recovery recovery = new Recovery(disk, node, tell);
        List<String> names = segmentNames(disk);
        boolean shortened = false;
        for (int i = 0; i < names.size() && !shortened; i++) {
            try {
                recovery.take(names.get(i), i + 1 == names.size());
            } catch (DamagedLogException damage) {
                if (onDamage == OnDamage.REFUSE) {
                    throw damage;
                }
                tell.accept(damage.reason());
                recovery.setAside(names.subList(i, names.size()));
                shortened = true;
            }
        }
        disk.syncNames();
        return new Found(recovery.segments, recovery.index, recovery.end, recovery.node);
    }

    /** The segments' files, in the order of their messages. */
    static List<String> segmentNames(Disk disk) throws DiskException {
        return disk.names().stream()
                .filter(name -> Segment.firstIdOf(name).isPresent())
                .sorted()
                .toList();
    }

    private void take(String name, boolean last) throws DiskException {
        try (DiskFile file = disk.open(name)) {
            if (last && isStillborn(name, file)) {
                tell.accept("cut " + file.length() + " bytes: " + name + " was just begun");
                disk.delete(name);
                return;
            }
            Segment segment = Segment.read(name, file);
            segment.checkFollows(end, node.logId());
            if (last) {
                takeLast(segment, file);
            } else {
                takeComplete(segment, file);
            }
            segments.add(segment);
        }
    }

    /**
     * Whether a crash came before any record of a new segment was synced. It must not stay: what comes next may be the list
     * of another log.
     */
    static boolean isStillborn(String name, DiskFile file) throws DiskException {
        try {
            Segment.read(name, file);
        } catch (DamagedLogException noHeader) {
            // A later version of the format is refused; without a header, records tell whether there ever was one.
        }
        return !SegmentScan.hasAnchorBehind(file, 0, -1);
    }

    /** What is written only once it is whole, and never again: its index tells whether it still is as it was. */
    private void takeComplete(Segment segment, DiskFile file) throws DiskException {
        Optional<SparseIndex.Loaded> loaded = SegmentIndexFile.read(disk, segment);
        if (loaded.isPresent() && loaded.get().end().offset() == file.length()) {
            index = loaded.get().index();
            end = loaded.get().end();
            return;
        }
        tell.accept("making " + segment.indexName() + " again");
        SegmentScan scan = SegmentScan.of(segment, file);
        if (scan.damage().isPresent()) {
            throw scan.damage().get();
        }
        SegmentIndexFile.write(disk, segment, scan.index().toFile(scan.end()));
        index = scan.index();
        end = scan.end();
    }

    private void takeLast(Segment segment, DiskFile file) throws DiskException {
        SegmentScan scan = SegmentScan.of(segment, file);
        long sound = scan.end().offset();
        if (scan.damage().isPresent()) {
            if (SegmentScan.hasAnchorBehind(file, sound, scan.end().endId())) {
                throw scan.damage().get();
            }
            long torn = SegmentScan.endOfBytes(file, sound) - sound;
            tell.accept("cut a torn tail of " + torn + " bytes at the end of " + segment.fileName());
        }
        file.truncate(sound);
        writeAgain(file, scan.lastAnchor(), sound);
        index = scan.index();
        end = scan.end();
    }

    /**
     * The last write may never have reached the disk, though a cache shows it: then a sync would find nothing to do, and say
     * that all is well.
     */
    private static void writeAgain(DiskFile file, long from, long to) throws DiskException {
        ByteBuffer lastWrite = ByteBuffer.wrap(RecordReader.bytes(file, from, (int) (to - from), to));
        file.writeFully(from, lastWrite);
        file.sync();
    }

    /**
     * First of all the list is no longer one to be shown, and the segments go from the last to the first: so after a crash
     * in between the damage is still found, and nobody is shown a list that has shrunk.
     */
    private void setAside(List<String> names) throws DiskException {
        node = node.with(false);
        node.write(disk);
        List<String> taken = disk.names();
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            String kept = name + ".damaged";
            for (int n = 2; taken.contains(kept); n++) {
                kept = name + ".damaged-" + n;
            }
            disk.rename(name, kept);
            tell.accept("set " + name + " aside as " + kept + "; its messages are to be fetched again");
        }
    }
}
