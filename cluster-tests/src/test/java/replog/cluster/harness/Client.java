package replog.cluster.harness;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A well-behaved client of one node, wherever that runs. */
public interface Client {

    /** Posts any body to {@code /newMessage} and waits for the answer. */
    Answer postBody(String body);

    /** Gets any path. */
    Answer get(String path);

    /** The texts of the whole list, in its order. Fails where the node shows none or its ids are not dense from 0. */
    default List<String> messages() {
        return textsOf(get("/messages"));
    }

    /** What the node says of itself. */
    default JsonNode health() {
        return get("/health").json();
    }

    /** The texts of a whole list that a node answered with. */
    static List<String> textsOf(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("no list, but " + answer);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode message : answer.json()) {
            if (message.get("id").asInt() != texts.size()) {
                throw new AssertionError("message " + message + " at place " + texts.size());
            }
            texts.add(message.get("message").asString());
        }
        return texts;
    }
}
