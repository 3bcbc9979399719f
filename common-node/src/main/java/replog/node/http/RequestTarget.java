package replog.node.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import replog.proto.message.Escaped;

/**
 * What a request is aimed at: {@code /messages?from=3}, or the same behind {@code http://host}.
 *
 * @param segments what lies between the slashes of the path, not decoded, so that an encoded slash is none
 * @param query names and values after the question mark, decoded, in the order given
 */
record RequestTarget(List<String> segments, Map<String, String> query) {

    private static final int MAX_SHOWN_CHARS = 100;

    static RequestTarget parse(String uri) throws BadRequest {
        String target = withoutAuthority(uri);
        if (!target.startsWith("/")) {
            throw BadRequest.because("the request target is not a path: " + shown(uri));
        }
        int queryAt = target.indexOf('?');
        String path = queryAt < 0 ? target : target.substring(0, queryAt);
        String query = queryAt < 0 ? "" : target.substring(queryAt + 1);
        return new RequestTarget(List.of(path.substring(1).split("/", -1)), parseQuery(query));
    }

    private static String withoutAuthority(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        String start =
                uri.substring(0, Math.min(uri.length(), "https://".length())).toLowerCase(Locale.ROOT);
        if (!start.startsWith("http://") && !start.equals("https://")) {
            return uri;
        }
        int authorityAt = uri.indexOf("//") + 2;
        int end = authorityAt;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        return end < uri.length() && uri.charAt(end) == '/' ? uri.substring(end) : "/" + uri.substring(end);
    }

    private static Map<String, String> parseQuery(String query) throws BadRequest {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int valueAt = pair.indexOf('=');
            String name = PercentEncoding.decodeQuery(valueAt < 0 ? pair : pair.substring(0, valueAt));
            String value = valueAt < 0 ? "" : PercentEncoding.decodeQuery(pair.substring(valueAt + 1));
            if (parameters.put(name, value) != null) {
                throw BadRequest.ofField(shown(name), "is there twice in the query");
            }
        }
        return parameters;
    }

    private static String shown(String text) {
        return Escaped.cut(text, MAX_SHOWN_CHARS);
    }
}
