package dev.belay.system.model;

/**
 * One call that came in.
 *
 * @param request its model and messages
 * @param begun epoch milliseconds
 * @param answered when the last byte of a usable answer was sent, epoch milliseconds; 0 while, or if, it was not
 */
public record Call(String request, long begun, long answered) {

    public boolean complete() {
        return answered > 0;
    }
}
