package replog.cluster.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left of a list that is too long to keep: equal for equal lists.
 *
 * @param messages how many there are
 * @param sha256 of all texts in their order
 */
public record ListDigest(long messages, String sha256) {

    /** Reads a whole list; fails where its ids are not dense from 0. */
    public static ListDigest of(InputStream json) throws IOException {
        MessageDigest sha = newSha256();
        long count = 0;
        try (JsonParser parser = JsonMapper.shared().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    if (parser.getLongValue() != count) {
                        throw new AssertionError("message " + parser.getLongValue() + " at place " + count);
                    }
                    count++;
                } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    sha.update(parser.getString().getBytes(StandardCharsets.UTF_8));
                    sha.update((byte) 0);
                }
            }
        }
        return new ListDigest(count, HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
