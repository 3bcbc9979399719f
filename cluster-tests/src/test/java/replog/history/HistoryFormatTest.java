package replog.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.history.HistoryEvent.Answer;
import replog.history.HistoryEvent.Answered;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Arrive;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Connect;
import replog.history.HistoryEvent.Cut;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.Fault;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Gauge;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Healed;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Ready;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;
import replog.history.HistoryEvent.Synced;
import replog.history.HistoryEvent.Write;

/** Every kind of event has a line of its own, and comes back from it as it was. */
class HistoryFormatTest {

    /** A row of the page's table of events; the head of its first column is the single letter e. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z]{2,}`(?:, `[a-z]+`)*) \\|(.*)\\|.*\\|$");

    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    @ParameterizedTest
    @MethodSource("lines")
    void writesEachEventAsItsLine(HistoryEvent event, String line) {
        assertEquals(line.replace('\'', '"'), HistoryFormat.write(event));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsWhatItWrote(HistoryEvent event) {
        assertEquals(event, HistoryFormat.read(HistoryFormat.write(event)));
    }

    @Test
    void everyKindOfEventIsAmongTheExamples() {
        Set<Class<?>> shown = lines().map(line -> line.get()[0].getClass()).collect(Collectors.toSet());

        assertEquals(kinds(HistoryEvent.class).collect(Collectors.toSet()), shown);
    }

    @Test
    void thePageDescribesEveryEventAndItsFields() throws IOException {
        Map<String, Set<String>> described = described();

        assertEquals(
                named().map(JsonSubTypes.Type::name).collect(Collectors.toCollection(TreeSet::new)),
                described.keySet());
        named().forEach(type -> assertEquals(
                Set.of(),
                fieldsOf(type.value())
                        .filter(field ->
                                !described.getOrDefault(type.name(), Set.of()).contains(field))
                        .collect(Collectors.toSet()),
                type.name()));
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        assertEquals(
                new Ready(1, "bonnie"), HistoryFormat.read("{\"e\":\"ready\",\"t\":1,\"n\":\"bonnie\",\"new\":[2]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "null",
                "{}",
                "{\"e\":\"nothing\",\"t\":1}",
                "{\"format\":\"replog-history/2\",\"t\":0.0,\"node\":\"n\"}"
            })
    void refusesALineOfAnotherFormat(String line) {
        assertThrows(IllegalArgumentException.class, () -> HistoryFormat.read(line));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                line(
                        new Start(0, "bonnie", "0792", false, null, 0, false, true),
                        "{'format':'replog-history/1','t':0.0,'node':'bonnie','nodeId':'0792','master':false,'firstGap':0,"
                                + "'stray':false,'tellsGaps':true}"),
                line(
                        new Start(0.5, "master", "11", true, "22", 3, true, false),
                        "{'format':'replog-history/1','t':0.5,'node':'master','nodeId':'11','master':true,'logId':'22',"
                                + "'firstGap':3,'stray':true,'tellsGaps':false}"),
                line(new Stop(1.001, "bonnie", "killed"), "{'e':'stop','t':1.001,'n':'bonnie','why':'killed'}"),
                line(new Fault(1, "bonnie", "PAUSE"), "{'e':'fault','t':1.0,'n':'bonnie','what':'PAUSE'}"),
                line(new Healed(1), "{'e':'healed','t':1.0}"),
                line(new End(1), "{'e':'end','t':1.0}"),
                line(new Post(1, "master", 7, 2), "{'e':'post','t':1.0,'n':'master','c':7,'w':2}"),
                line(
                        new Receipt(1, "master", 7, 5, 2, 200, List.of("master", "bonnie")),
                        "{'e':'receipt','t':1.0,'n':'master','c':7,'m':5,'w':2,'status':200,'by':['master','bonnie']}"),
                line(
                        new Receipt(1, "master", 7, 5, 2, 504, List.of(), 9L),
                        "{'e':'receipt','t':1.0,'n':'master','c':7,'m':5,'w':2,'status':504,'by':[],'l':9}"),
                line(new Refused(1, "master", 7, "busy"), "{'e':'refused','t':1.0,'n':'master','c':7,'why':'busy'}"),
                line(new Lost(1, "master", 7), "{'e':'lost','t':1.0,'n':'master','c':7}"),
                line(new HangUp(1, "master", 7), "{'e':'hangup','t':1.0,'n':'master','c':7}"),
                line(
                        new Read(2, "bonnie", 1, "22", 3, 200, List.of(3L, 4L), List.of(7L, 8L)),
                        "{'e':'read','t':2.0,'n':'bonnie','begun':1.0,'log':'22','from':3,'status':200,'ids':[3,4],'cs':[7,8]}"),
                line(
                        new Read(2, "bonnie", 1, null, 0, 503, List.of(), List.of()),
                        "{'e':'read','t':2.0,'n':'bonnie','begun':1.0,'from':0,'status':503,'ids':[],'cs':[]}"),
                line(
                        new Append(1, "master", 5, 7, "c0ffee"),
                        "{'e':'append','t':1.0,'n':'master','m':5,'c':7,'x':'c0ffee'}"),
                line(
                        new Gap(1, "bonnie", "22", 6, "c0ffee"),
                        "{'e':'gap','t':1.0,'n':'bonnie','logId':'22','g':6,'x':'c0ffee'}"),
                line(new Ready(1, "bonnie"), "{'e':'ready','t':1.0,'n':'bonnie'}"),
                line(
                        new Believes(1, "master", "bonnie", "0792", 6, true, "HEALTHY"),
                        "{'e':'believes','t':1.0,'n':'master','p':'bonnie','id':'0792','g':6,'connected':true,'state':'HEALTHY'}"),
                line(new Connect(1, "bonnie", "master"), "{'e':'connect','t':1.0,'n':'bonnie','p':'master'}"),
                line(
                        new Cut(1, "bonnie", "master", "reset"),
                        "{'e':'cut','t':1.0,'n':'bonnie','p':'master','why':'reset'}"),
                line(
                        new Write(1, "master", "bonnie", 12, "AddMessage", 5L, null, 2),
                        "{'e':'write','t':1.0,'n':'master','p':'bonnie','r':12,'q':'AddMessage','m':5,'a':2}"),
                line(
                        new Write(1, "master", "bonnie", 12, "AddMessage", 5L, 9L, 1),
                        "{'e':'write','t':1.0,'n':'master','p':'bonnie','r':12,'q':'AddMessage','m':5,'l':9,'a':1}"),
                line(
                        new Write(1, "master", "bonnie", 12, "Ping", null, null, 1),
                        "{'e':'write','t':1.0,'n':'master','p':'bonnie','r':12,'q':'Ping','a':1}"),
                line(
                        new Arrive(1, "bonnie", "master", 12, "AddMessage", 5L, null, true),
                        "{'e':'arrive','t':1.0,'n':'bonnie','p':'master','r':12,'q':'AddMessage','m':5,'dup':true}"),
                line(
                        new Arrive(1, "bonnie", "master", 12, "AddMessage", 5L, 9L, false),
                        "{'e':'arrive','t':1.0,'n':'bonnie','p':'master','r':12,'q':'AddMessage','m':5,'l':9,'dup':false}"),
                line(
                        new Arrive(1, "bonnie", "master", 12, "Ping", null, null, false),
                        "{'e':'arrive','t':1.0,'n':'bonnie','p':'master','r':12,'q':'Ping','dup':false}"),
                line(
                        new Answer(1, "bonnie", "master", 12, "Added", 6L),
                        "{'e':'answer','t':1.0,'n':'bonnie','p':'master','r':12,'q':'Added','g':6}"),
                line(
                        new Answer(1, "bonnie", "master", 12, "Pong", null),
                        "{'e':'answer','t':1.0,'n':'bonnie','p':'master','r':12,'q':'Pong'}"),
                line(
                        new Answered(1, "master", "bonnie", 12, "Added", 6L, true),
                        "{'e':'answered','t':1.0,'n':'master','p':'bonnie','r':12,'q':'Added','g':6,'late':true}"),
                line(
                        new Answered(1, "master", "bonnie", 12, "Pong", null, false),
                        "{'e':'answered','t':1.0,'n':'master','p':'bonnie','r':12,'q':'Pong','late':false}"),
                line(
                        new Gauge(1, "master", "waiting clients", 3, 10),
                        "{'e':'gauge','t':1.0,'n':'master','what':'waiting clients','v':3,'max':10}"),
                line(new Synced(1, "bonnie", 4), "{'e':'sync','t':1.0,'n':'bonnie','count':4}"),
                line(new OfDisk(1, "bonnie", OfDisk.DAMAGED), "{'e':'disk','t':1.0,'n':'bonnie','what':'damaged'}"));
    }

    /** @param line with {@code '} in the place of every double quote */
    private static Arguments line(HistoryEvent event, String line) {
        return Arguments.of(event, line);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isInterface()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(HistoryFormatTest::kinds)
                : Stream.of(type);
    }

    /** All but the header line, which has no name. */
    private static Stream<JsonSubTypes.Type> named() {
        return Stream.of(HistoryEvent.class.getAnnotation(JsonSubTypes.class).value())
                .filter(type -> type.value() != Start.class);
    }

    /** All but the time, which the page describes for all of them. */
    private static Stream<String> fieldsOf(Class<?> kind) {
        return Stream.of(kind.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(field -> !field.equals("t"));
    }

    /** The fields by the names of the events that share a row of the page. */
    private static Map<String, Set<String>> described() throws IOException {
        Map<String, Set<String>> fields = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/HISTORY.md"))).results().forEach(row -> {
            for (String name : quoted(row.group(1))) {
                fields.put(name, quoted(row.group(2)));
            }
        });
        return fields;
    }

    private static Set<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(word -> word.group(1)).collect(Collectors.toSet());
    }
}
