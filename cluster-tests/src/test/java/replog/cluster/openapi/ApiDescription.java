package replog.cluster.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import replog.chaos.Repository;
import replog.cluster.harness.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docs/openapi.yaml}, and what it says of an answer. */
public final class ApiDescription {

    /** Where in the document the schemas lie that are referred to by {@code #/…}; any absolute address will do. */
    private static final String BASE = "https://replog.invalid/openapi";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private ApiDescription(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(BASE, document.toString())));
    }

    /** The description in the repository. */
    public static ApiDescription read() {
        return of(Repository.root().resolve("docs").resolve("openapi.yaml"));
    }

    static ApiDescription of(Path yaml) {
        try {
            return new ApiDescription(new YAMLMapper().readTree(Files.readString(yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /**
     * In what an answer differs from the description: its status, its content type, its header fields, or its body.
     *
     * @param target path and query as they were asked for
     * @return nothing where all is as described
     */
    public List<String> faults(String method, String target, Answer answer) {
        String path = template(target.split("\\?", 2)[0]);
        JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of("no operation " + method + " " + target);
        }
        String status = Integer.toString(answer.status());
        String responsePointer = "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT) + "/responses/"
                + (operation.path("responses").has(status) ? status : "default");
        return faultsOfResponse(resolved(responsePointer), answer);
    }

    private List<String> faultsOfResponse(String responsePointer, Answer answer) {
        List<String> faults = new ArrayList<>();
        JsonNode response = document.at(responsePointer);
        String type = answer.header("content-type").orElse("none");
        if (!response.path("content").has(type)) {
            return List.of("status " + answer.status() + " has no content of type " + type);
        }
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            String pointer = resolved(responsePointer + "/headers/" + header.getKey());
            answer.header(header.getKey().toLowerCase(Locale.ROOT))
                    .ifPresentOrElse(value -> faults.addAll(faultsOf(pointer + "/schema", asJson(value))), () -> {
                        if (document.at(pointer).path("required").asBoolean(false)) {
                            faults.add("no header " + header.getKey());
                        }
                    });
        }
        faults.addAll(faultsOf(responsePointer + "/content/" + escaped(type) + "/schema", answer.body()));
        return faults;
    }

    /** In what {@code json} differs from the schema at {@code schemaPointer}. */
    List<String> faultsOf(String schemaPointer, String json) {
        Schema schema = schemas.getSchema(SchemaLocation.of(BASE + "#" + schemaPointer));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** The path of the description that {@code path} is an instance of. */
    private String template(String path) {
        for (Map.Entry<String, JsonNode> known : document.path("paths").properties()) {
            if (path.matches(known.getKey().replaceAll("\\{[^}]*}", "[^/]+"))) {
                return known.getKey();
            }
        }
        return path;
    }

    /** Where {@code pointer} leads to, by way of a reference if there is one. */
    private String resolved(String pointer) {
        JsonNode reference = document.at(pointer).path("$ref");
        return reference.isString() ? reference.asString().substring(1) : pointer;
    }

    private static String asJson(String headerValue) {
        return headerValue.matches("[0-9]+") ? headerValue : "\"" + headerValue + "\"";
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
