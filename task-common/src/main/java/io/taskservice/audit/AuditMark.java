package io.taskservice.audit;

import java.time.Instant;

/** As much of a row as a cut needs: its place, its hash and its age. */
record AuditMark(long seq, String hash, Instant createdAt) {}
