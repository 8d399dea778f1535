package io.taskservice.instance;

import io.taskservice.queue.Lane;
import java.util.ArrayList;
import java.util.List;

/** Divides free slots among the lanes of a queue: evenly, and in turn where there are more lanes than slots. */
final class Shares {

    private Shares() {}

    /**
     * One lane's part.
     *
     * @param lane the lane
     * @param slots how many slots, at least 1
     */
    record Share(Lane lane, int slots) {}

    /** Who may take how many; {@code turn} says with whom it begins. */
    static List<Share> of(List<Lane> lanes, int slots, int turn) {
        List<Share> shares = new ArrayList<>();
        int first = lanes.isEmpty() ? 0 : Math.floorMod(turn, lanes.size());
        int left = slots;
        for (int i = 0; i < lanes.size() && left > 0; i++) {
            int others = lanes.size() - i;
            int part = (left + others - 1) / others;
            shares.add(new Share(lanes.get((first + i) % lanes.size()), part));
            left -= part;
        }
        return shares;
    }
}
