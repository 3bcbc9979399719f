package replog.secondary.net;

import java.util.Locale;
import replog.secondary.core.SecondaryHealth;
import tools.jackson.core.JsonGenerator;

/** A secondary's health as JSON; {@code docs/API.md} explains the fields. */
final class SecondaryHealthJson {

    private SecondaryHealthJson() {}

    static void write(JsonGenerator json, SecondaryHealth health, MasterAddress master, long uptimeMs) {
        json.writeStartObject();
        json.writeStringProperty("role", "secondary");
        json.writeStringProperty("name", health.name());
        json.writeStringProperty("nodeId", health.nodeId().toString());
        health.logId().ifPresent(logId -> json.writeStringProperty("logId", logId.toString()));
        json.writeStringProperty("state", stateOf(health));
        json.writeStringProperty("replication", health.replication().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("firstGap", health.firstGap());
        json.writeNumberProperty("waitingBehindGap", health.waitingBehindGap());
        json.writeNumberProperty("syncs", health.syncs());
        health.diskFailure().ifPresent(reason -> json.writeStringProperty("diskFailure", reason));
        json.writeNumberProperty("uptimeMs", uptimeMs);
        json.writeObjectPropertyStart("master");
        json.writeStringProperty("address", master.toString());
        master.httpUrl(health.masterHttpPort()).ifPresent(url -> json.writeStringProperty("url", url));
        health.lastHeardMs().ifPresent(ms -> json.writeNumberProperty("lastHeardMs", ms));
        health.refusedBecause().ifPresent(reason -> json.writeStringProperty("refusedBecause", reason));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String stateOf(SecondaryHealth health) {
        if (health.diskFailure().isPresent()) {
            return "DISK_FAILED";
        }
        return health.caughtUp() ? "READY" : "CATCHING_UP";
    }
}
