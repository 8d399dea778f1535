package io.taskservice.lab.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends lines to the journal of a process; each is on the disk when {@link #write} returns. */
public final class JournalWriter implements AutoCloseable {

    private final FileChannel file;

    /** Makes the journal of a process; a name that is there already is another process's. */
    public JournalWriter(Path folder, String name) throws IOException {
        file = FileChannel.open(
                folder.resolve(name + Journals.SUFFIX), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes a line and waits until a crash of the machine could not undo it. */
    public synchronized void write(JournalLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line.format() + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
