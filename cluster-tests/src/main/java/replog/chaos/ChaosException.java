package replog.chaos;

/** Something that no fault accounts for. The message is for a person. */
final class ChaosException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChaosException(String message) {
        super(message);
    }
}
