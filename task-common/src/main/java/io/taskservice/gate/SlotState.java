package io.taskservice.gate;

/** What an instance does at its gate. */
enum SlotState {

    /** It runs. */
    HOLDS,

    /** It waits in line. */
    WAITS
}
