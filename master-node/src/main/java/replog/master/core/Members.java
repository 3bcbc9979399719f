package replog.master.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import replog.proto.message.NodeId;

/**
 * The secondaries that the master knows, in the order in which they first came. Each connected one goes by a name of its
 * own. Core loop only.
 */
final class Members {

    /** How many secondaries that are not connected are remembered; the longest known ones go first. */
    static final int MAX_DISCONNECTED = 100;

    private final String masterName;
    private final Map<NodeId, Member> byId = new LinkedHashMap<>();

    Members(String masterName) {
        this.masterName = masterName;
    }

    Collection<Member> all() {
        return byId.values();
    }

    List<Member> connected() {
        return byId.values().stream().filter(Member::isConnected).toList();
    }

    /** How many are connected and answer. */
    int healthy() {
        int healthy = 0;
        for (Member member : byId.values()) {
            healthy += member.state() == NodeState.HEALTHY ? 1 : 0;
        }
        return healthy;
    }

    /** The secondary of this id, new or known. It is not connected to its new session yet. */
    Member admit(NodeId nodeId, String friendlyName) {
        Member member = byId.get(nodeId);
        if (member == null || !member.friendlyName().equals(friendlyName)) {
            // A process that lost its memory comes back under its name, with an id of its own.
            forgetDisconnected(known -> known.friendlyName().equals(friendlyName));
            member = new Member(nodeId, friendlyName);
            byId.put(nodeId, member);
            forgetBeyondLimit(member);
        }
        return member;
    }

    /** A name for receipts that no other connected node goes by: its own, where it is free, else with a part of its id. */
    String nameFor(Member member) {
        String name = member.friendlyName();
        boolean taken = name.equals(masterName)
                || byId.values().stream()
                        .anyMatch(other -> other != member
                                && other.isConnected()
                                && other.holder().name().equals(name));
        return taken ? name + "~" + member.nodeId().value().toString().substring(0, 8) : name;
    }

    private void forgetBeyondLimit(Member newcomer) {
        List<Member> disconnected = new ArrayList<>();
        for (Member member : byId.values()) {
            if (!member.isConnected() && member != newcomer) {
                disconnected.add(member);
            }
        }
        int tooMany = disconnected.size() - MAX_DISCONNECTED;
        for (int i = 0; i < tooMany; i++) {
            byId.remove(disconnected.get(i).nodeId());
        }
    }

    private void forgetDisconnected(Predicate<Member> which) {
        byId.values().removeIf(member -> !member.isConnected() && which.test(member));
    }
}
