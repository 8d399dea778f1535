package io.taskservice.identity;

/** Names a process for the time of one lease: host name and the start of a random id, at most 100 ASCII characters. */
public record NodeId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
