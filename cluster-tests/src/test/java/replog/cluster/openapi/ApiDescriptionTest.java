package replog.cluster.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replog.cluster.harness.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description is a good one, and answers that differ from it are found. */
class ApiDescriptionTest {

    private static final String OFFICIAL = "https://spec.openapis.org/oas/3.1/";
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final ApiDescription api = ApiDescription.read();

    @Test
    void isAValidOpenApiDocument() {
        assertEquals(List.of(), faultsOfDocument(api.document()));
    }

    @Test
    void aDocumentWithAFaultIsNotValid() {
        ObjectNode noVersion = api.document().deepCopy().asObject();
        noVersion.withObject("info").remove("version");
        ObjectNode noSchema = api.document().deepCopy().asObject();
        noSchema.withObject("/components/schemas/Receipt").put("required", "id");

        assertFalse(faultsOfDocument(noVersion).isEmpty());
        assertFalse(faultsOfDocument(noSchema).isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = api.document().findValues("$ref");

        assertFalse(references.isEmpty());
        for (JsonNode reference : references) {
            String pointer = reference.asString().substring(1);
            assertFalse(api.document().at(pointer).isMissingNode(), pointer);
        }
    }

    @Test
    void noTwoOperationsHaveTheSameId() {
        Set<String> ids = new HashSet<>();
        for (JsonNode id : api.document().path("paths").findValues("operationId")) {
            assertTrue(ids.add(id.asString()), id.asString());
        }
        assertEquals(Set.of("addMessage", "addMessages", "listMessages", "getMessage", "health"), ids);
    }

    @Test
    void everyExampleIsWhatItsSchemaAsksFor() {
        List<String> checked = new ArrayList<>();
        checkExamples(api.document(), "", checked);

        assertTrue(checked.size() > 10, checked.toString());
    }

    @Test
    void anAnswerAsDescribedHasNoFaults() {
        String receipt = "{\"id\":1,\"writeConcern\":2,\"acknowledgedBy\":[\"master\",\"bonnie\"],\"elapsedMs\":1232}";

        assertEquals(List.of(), api.faults("POST", "/newMessage", new Answer(200, JSON, receipt)));
        assertEquals(
                List.of(),
                api.faults("GET", "/messages?from=1", new Answer(200, JSON, "[{\"id\":1,\"message\":\"\"}]")));
        assertEquals(List.of(), api.faults("GET", "/messages/7", new Answer(200, JSON, "{\"id\":7,\"message\":\"\"}")));
    }

    @Test
    void findsWhatDiffersFromTheDescription() {
        assertFault("POST", "/newMessage", 200, JSON, "{\"id\":1}");
        assertFault("POST", "/newMessage", 200, Map.of("content-type", "text/plain"), "{}");
        assertFault("POST", "/newMessage", 599, JSON, "{}");
        assertFault("PUT", "/newMessage", 200, JSON, "{}");
        assertFault("GET", "/other", 200, JSON, "{}");
        assertFault("GET", "/messages", 200, JSON, "[{\"id\":1,\"message\":\"\",\"surprise\":1}]");
        assertFault("GET", "/messages/7", 200, JSON, "{\"id\":-7,\"message\":\"\"}");
        assertFault("GET", "/health", 200, JSON, "{\"role\":\"master\"}");
    }

    @Test
    void findsMissingAndWrongHeaderFields() {
        String problem = "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":503,\"detail\":\"d\"}";
        String type = "application/problem+json";
        Map<String, String> all = Map.of("content-type", type, "retry-after", "1", "replication-state", "disconnected");
        Map<String, String> wrong = Map.of("content-type", type, "retry-after", "1", "replication-state", "asleep");

        assertEquals(List.of(), api.faults("GET", "/messages", new Answer(503, all, problem)));
        assertFault(
                "GET", "/messages", 503, Map.of("content-type", type, "replication-state", "disconnected"), problem);
        assertFault("GET", "/messages", 503, wrong, problem);
    }

    private void assertFault(String method, String target, int status, Map<String, String> headers, String body) {
        assertFalse(
                api.faults(method, target, new Answer(status, headers, body)).isEmpty(), body);
    }

    /** Checks the {@code example} and {@code examples} beside each schema below {@code node}. */
    private void checkExamples(JsonNode node, String pointer, List<String> checked) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            if (entry.getKey().equals("example") && node.has("schema")) {
                assertEquals(
                        List.of(),
                        api.faultsOf(pointer + "/schema", entry.getValue().toString()),
                        at);
                checked.add(at);
            } else if (entry.getKey().equals("examples") && node.has("schema")) {
                for (JsonNode example : entry.getValue()) {
                    assertEquals(
                            List.of(),
                            api.faultsOf(
                                    pointer + "/schema", example.get("value").toString()),
                            at);
                    checked.add(at);
                }
            } else {
                checkExamples(entry.getValue(), at, checked);
            }
        }
    }

    /** What the official schema for OpenAPI documents, with its dialect for the schemas inside them, says. */
    private static List<String> faultsOfDocument(JsonNode document) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaIdResolvers(
                        resolvers -> resolvers.mapPrefix(OFFICIAL, "classpath:openapi/3.1/")));
        Schema official = registry.getSchema(SchemaLocation.of(OFFICIAL + "schema-base/2025-09-15"));
        return official.validate(document).stream().map(Error::toString).toList();
    }
}
