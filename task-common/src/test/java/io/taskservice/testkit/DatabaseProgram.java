package io.taskservice.testkit;

import java.nio.file.Path;
import java.util.List;

/** How a database server is run on a port and in folders of its own. */
interface DatabaseProgram {

    /** Fills a folder, which may be there and empty, with the data of a server that holds nothing: user root, no password. */
    void makeData(Path data);

    /** The command line; {@code folder} is for everything but the data. The log goes to standard error. */
    List<String> command(int port, Path folder, Path data);
}
