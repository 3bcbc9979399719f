package replog.chaos;

/** Message texts that tell which request of a client they came from. */
final class Texts {

    private Texts() {}

    /** A text of this request that has so many characters at least. */
    static String of(long client, int length) {
        String number = Long.toString(client);
        return number + ".".repeat(Math.max(0, length - number.length()));
    }

    /** The request that a text came from; -1 where no client has posted such a text. */
    static long clientOf(String text) {
        String number = text.replaceFirst("\\.*$", "");
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
    }
}
