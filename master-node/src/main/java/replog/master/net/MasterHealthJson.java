package replog.master.net;

import replog.master.core.MasterHealth;
import tools.jackson.core.JsonGenerator;

/** The master's health as JSON; {@code docs/API.md} explains the fields. */
final class MasterHealthJson {

    private MasterHealthJson() {}

    static void write(JsonGenerator json, MasterHealth health, long uptimeMs) {
        json.writeStartObject();
        json.writeStringProperty("role", "master");
        json.writeStringProperty("name", health.name());
        json.writeStringProperty("nodeId", health.nodeId().toString());
        json.writeStringProperty("logId", health.logId().toString());
        json.writeStringProperty("state", stateOf(health));
        json.writeNumberProperty("firstGap", health.messageCount());
        json.writeNumberProperty("waitingClients", health.waiting());
        if (health.quorum().isPresent()) {
            json.writeObjectPropertyStart("quorum");
            json.writeNumberProperty("present", health.present());
            json.writeNumberProperty("needed", health.quorum().getAsInt());
            json.writeEndObject();
        }
        json.writeNumberProperty("syncs", health.syncs());
        health.diskFailure().ifPresent(reason -> json.writeStringProperty("diskFailure", reason));
        json.writeNumberProperty("uptimeMs", uptimeMs);
        json.writeArrayPropertyStart("secondaries");
        health.secondaries().forEach(secondary -> write(json, secondary));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String stateOf(MasterHealth health) {
        if (health.diskFailure().isPresent()) {
            return "DISK_FAILED";
        }
        return health.isReadOnly() ? "READ_ONLY" : "READY";
    }

    private static void write(JsonGenerator json, MasterHealth.Secondary secondary) {
        json.writeStartObject();
        json.writeStringProperty("name", secondary.name());
        json.writeStringProperty("nodeId", secondary.nodeId().toString());
        json.writeStringProperty("state", secondary.state().name());
        json.writeBooleanProperty("connected", secondary.connected());
        json.writeNumberProperty("firstGap", secondary.firstGap());
        json.writeNumberProperty("lag", secondary.lag());
        json.writeNumberProperty("lastHeardMs", secondary.lastHeardMs());
        json.writeEndObject();
    }
}
