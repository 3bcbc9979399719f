package replog.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import replog.node.http.HttpAnswer.Header;
import tools.jackson.core.JsonGenerator;

/**
 * Why a request was not carried out, or not quite: the problem details of RFC 9457. Immutable; each method makes another
 * one.
 *
 * @param type a URI that never changes, for programs; {@code about:blank} where the status says it all
 * @param title the kind of problem, always the same for one type
 * @param detail what was wrong this time, naming the field and the fault
 * @param members what programs may want to know beyond that
 */
public record Problem(
        HttpResponseStatus status,
        String type,
        String title,
        String detail,
        List<Member> members,
        List<Header> headers) {

    private static final String KIND_PREFIX = "urn:replog:problem:";

    /** A member of the problem beyond those of the standard. */
    public record Member(String name, JsonContent value) {}

    public Problem {
        members = List.copyOf(members);
        headers = List.copyOf(headers);
    }

    /** A problem whose status says what kind it is. */
    public static Problem of(HttpResponseStatus status, String detail) {
        return new Problem(status, "about:blank", status.reasonPhrase(), detail, List.of(), List.of());
    }

    /** A problem that a program may want to tell from others of the same status, by {@code kind}. */
    public static Problem ofKind(String kind, String title, HttpResponseStatus status, String detail) {
        return new Problem(status, KIND_PREFIX + kind, title, detail, List.of(), List.of());
    }

    /** The same with a member more. */
    public Problem with(String name, JsonContent value) {
        List<Member> more = new ArrayList<>(members);
        more.add(new Member(name, value));
        return new Problem(status, type, title, detail, more, headers);
    }

    /** The same with a member more that names the faulty field. */
    public Problem field(String name) {
        return with("field", json -> json.writeString(name));
    }

    /** The same with a header field more. */
    public Problem header(AsciiString name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Problem(status, type, title, detail, members, more);
    }

    /** The same, saying when to try again. */
    public Problem retryAfterSeconds(int seconds) {
        return header(HttpHeaderNames.RETRY_AFTER, Integer.toString(seconds));
    }

    /** The problem as an answer. */
    public HttpAnswer answer() {
        return new HttpAnswer(status, HttpAnswer.PROBLEM_JSON, headers, out -> Json.write(out, this::write));
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeStringProperty("title", title);
        json.writeNumberProperty("status", status.code());
        json.writeStringProperty("detail", detail);
        for (Member member : members) {
            json.writeName(member.name());
            member.value().write(json);
        }
        json.writeEndObject();
    }
}
