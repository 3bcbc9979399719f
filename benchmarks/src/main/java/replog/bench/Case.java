package replog.bench;

/**
 * One thing that is measured.
 *
 * @param what in words
 * @param onDisk whether the nodes keep their lists on disk
 * @param writeConcern what each request asks for
 * @param connections how many clients there are
 * @param depth how many requests each has under way
 * @param requestsPerSecond of all clients together, at a fixed rate; 0 = each asks again once it is answered
 * @param messages how many messages a request has
 * @param messageBytes how long each is
 */
record Case(
        String what,
        boolean onDisk,
        int writeConcern,
        int connections,
        int depth,
        int requestsPerSecond,
        int messages,
        int messageBytes) {

    /** How many clients the bare server has beside requests of many messages. */
    static final int BARE_CONNECTIONS_FOR_MANY = 64;

    /**
     * How many clients the bare server has beside it: as many; but it has no requests of many messages, so these are set against
     * what it does at its best.
     */
    int bareConnections() {
        return messages == 1 ? connections : BARE_CONNECTIONS_FOR_MANY;
    }

    byte[] request() {
        return messages == 1
                ? Requests.one(writeConcern, messageBytes)
                : Requests.many(writeConcern, messageBytes, messages);
    }
}
