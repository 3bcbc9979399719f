package replog.sim;

/** How the way between one secondary and its master is at present. */
final class Weather {

    boolean silentToMaster;
    boolean silentToSecondary;
    boolean unreachable;
    int losePercent;
    int duplicatePercent;
    int corruptPercent;
    int reorderPercent;
    long reorderMs;
    long extraDelayMs;
    long bytesPerMs;

    /** Ends all of it. */
    void clear() {
        silentToMaster = false;
        silentToSecondary = false;
        unreachable = false;
        losePercent = 0;
        duplicatePercent = 0;
        corruptPercent = 0;
        reorderPercent = 0;
        reorderMs = 0;
        extraDelayMs = 0;
        bytesPerMs = 0;
    }
}
