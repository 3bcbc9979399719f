package replog.cluster.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP answer.
 *
 * @param headers by their names in lower case
 */
public record Answer(int status, Map<String, String> headers, String body) {

    /** The value of a header, whose name is given in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body, which is JSON. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The names that a receipt gives, in its order. */
    public List<String> acknowledgedBy() {
        List<String> names = new ArrayList<>();
        json().path("acknowledgedBy").forEach(name -> names.add(name.asString()));
        return names;
    }
}
