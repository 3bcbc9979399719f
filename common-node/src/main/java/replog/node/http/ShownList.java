package replog.node.http;

import java.util.List;
import java.util.Optional;
import replog.node.http.HttpAnswer.Header;

/** What reads show of a node beyond the list itself. Core loop only. */
public interface ShownList {

    /** Why the list may not be shown now, if so. */
    Optional<Problem> refusal();

    /** The header fields that go with it. */
    List<Header> headers();

    /** The names of the nodes that hold the message, where this node knows. */
    Optional<List<String>> acknowledgedBy(long messageId);
}
