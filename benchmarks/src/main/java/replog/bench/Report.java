package replog.bench;

/** The page that is made of a run. */
final class Report {

    private Report() {}

    static String of(String table, long seconds) {
        return """
                # How fast it is

                Made by `./benchmark`, which runs all of it again: three nodes as processes on one machine without artificial delay, clients that ask
                again once they are answered (or, where the line says so, at a fixed rate), messages of 100 bytes unless the line says otherwise. The ceiling is a bare HTTP server on Netty that
                answers the same receipt to whatever it is asked, on one event loop. The same clients measure it just before and just after each line,
                as many and as deep, so a figure to go by is a ratio: what the machine does besides takes from both.

                This run: %d seconds for each line, Java %s, %d cores shared by the nodes and the clients.

                %s""".formatted(
                        seconds,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        table);
    }
}
