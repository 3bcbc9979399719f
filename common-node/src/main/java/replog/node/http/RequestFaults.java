package replog.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a request as such, before anybody looks at what it asks for. */
final class RequestFaults {

    private RequestFaults() {}

    /** Why Netty's decoder could not read {@code part}. */
    static Problem ofUndecodable(HttpObject part) {
        Throwable cause = part.decoderResult().cause();
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are too large together");
        }
        if (!(part instanceof HttpRequest)) {
            return badRequest("the chunks of the body are malformed");
        }
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
        }
        return badRequest("the request line or a header field is malformed, or they say the body's length in two ways");
    }

    /** What is wrong with a head that could be read. */
    static Optional<Problem> ofHead(HttpRequest head, int maxBodyBytes) {
        boolean isHttp11 = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!isHttp11 && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(
                    Problem.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 and HTTP/1.0 are spoken"));
        }
        Iterator<?> hosts = head.headers().valueCharSequenceIterator(HttpHeaderNames.HOST);
        boolean hasHost = hosts.hasNext();
        if (hasHost) {
            hosts.next();
        }
        if (hosts.hasNext() || (!hasHost && isHttp11)) {
            return Optional.of(badRequest("the header field Host must be there exactly once"));
        }
        if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) && !isOnlyChunked(head)) {
            return Optional.of(
                    Problem.of(HttpResponseStatus.NOT_IMPLEMENTED, "the only Transfer-Encoding understood is chunked"));
        }
        if (HttpUtil.getContentLength(head, 0L) > maxBodyBytes) {
            return Optional.of(tooLarge(maxBodyBytes));
        }
        if (isHttp11 && head.headers().contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(head)) {
            return Optional.of(Problem.of(
                    HttpResponseStatus.EXPECTATION_FAILED, "the only expectation understood is 100-continue"));
        }
        return Optional.empty();
    }

    private static boolean isOnlyChunked(HttpRequest head) {
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.get(0).strip());
    }

    static Problem tooLarge(int maxBodyBytes) {
        return Problem.of(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body is larger than " + maxBodyBytes + " bytes");
    }

    static Problem tooSlow(long deadlineMs) {
        return Problem.of(
                HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive whole within " + deadlineMs + " ms");
    }

    static Problem tooManyBodies() {
        return Problem.of(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "too many other bodies are arriving at the same time; nothing was stored")
                .retryAfterSeconds(1);
    }

    private static Problem badRequest(String detail) {
        return Problem.of(HttpResponseStatus.BAD_REQUEST, detail);
    }
}
