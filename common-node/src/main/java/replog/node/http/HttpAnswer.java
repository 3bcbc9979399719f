package replog.node.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client is told.
 *
 * @param headers beyond those that every answer has
 */
public record HttpAnswer(
        HttpResponseStatus status, AsciiString contentType, List<Header> headers, AnswerContent content) {

    static final AsciiString JSON = AsciiString.cached("application/json");
    static final AsciiString PROBLEM_JSON = AsciiString.cached("application/problem+json");

    /** One header field. */
    public record Header(AsciiString name, String value) {}

    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** 200 and the content. */
    public static HttpAnswer ok(JsonContent content) {
        return new HttpAnswer(HttpResponseStatus.OK, JSON, List.of(), out -> Json.write(out, content));
    }

    /** JSON that is there already, in ASCII, with any status. */
    public static HttpAnswer ofJson(HttpResponseStatus status, String json) {
        return new HttpAnswer(status, JSON, List.of(), new AsciiContent(json));
    }

    /** The same with another type of content. */
    HttpAnswer as(AsciiString otherType) {
        return new HttpAnswer(status, otherType, headers, content);
    }

    /** The same with these header fields more. */
    public HttpAnswer with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new HttpAnswer(status, contentType, all, content);
    }
}
