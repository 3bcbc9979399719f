package replog.node.http;

import tools.jackson.core.JsonGenerator;

/** One JSON value that can write itself. Called on an http loop, so it may only use what never changes. */
@FunctionalInterface
public interface JsonContent {

    void write(JsonGenerator json);
}
