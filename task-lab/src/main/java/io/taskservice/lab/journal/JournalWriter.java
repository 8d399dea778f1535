package io.taskservice.lab.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends lines to the journal of a process; each is on the disk when {@link #write} returns.
 *
 * <p>It is a stream and not a channel, because an interrupt of the thread that writes would close a channel for all others.
 */
public final class JournalWriter implements AutoCloseable {

    private final FileOutputStream file;

    /** Makes the journal of a process; a name that is there already is another process's. */
    public JournalWriter(Path folder, String name) throws IOException {
        Path journal = Files.createFile(folder.resolve(name + Journals.SUFFIX));
        file = new FileOutputStream(journal.toFile(), true);
    }

    /** Writes a line and waits until a crash of the machine could not undo it. */
    public synchronized void write(JournalLine line) throws IOException {
        file.write((line.format() + "\n").getBytes(StandardCharsets.US_ASCII));
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
