package io.taskservice.standalone;

/**
 * A server of ours and how to reach it.
 *
 * @param port on the loopback address
 * @param password of the one user that the Task Service is there
 */
record Endpoint(ChildServer server, int port, String password) {

    static final String HOST = "127.0.0.1";
}
