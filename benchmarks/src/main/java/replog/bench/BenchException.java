package replog.bench;

/** Something keeps the benchmark from measuring. The message is for a person. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
