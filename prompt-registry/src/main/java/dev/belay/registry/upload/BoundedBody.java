package dev.belay.registry.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body of any length whose single parts are bounded, since each of them is held in memory: every case, and what comes
 * before and after the cases.
 */
public final class BoundedBody extends FilterInputStream {

    private final long longest;
    private long left;

    /** @param longest bytes of a part; a reader's buffer more or less does not matter */
    public BoundedBody(InputStream body, long longest) {
        super(body);
        this.longest = longest;
        this.left = longest;
    }

    void nextPart() {
        left = longest;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        return read < 0 ? read : took(1);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        return read <= 0 ? read : took(read);
    }

    private int took(int bytes) throws TooLarge {
        left -= bytes;
        if (left < 0) {
            throw new TooLarge("a case, or all that is not a case, may have " + longest / 1024 + " KiB at most");
        }
        return bytes;
    }
}
