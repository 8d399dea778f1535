package io.taskservice.api.rate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which credentials have been good here, by their digests: a hint of whose requests are worth a look, and no proof. */
final class ProvenCredentials {

    /** Most that are remembered; then all are forgotten, and those in use come back with their next request. */
    static final int MOST = 10_000;

    private final Set<String> digests = ConcurrentHashMap.newKeySet();

    void add(String digest) {
        if (digests.contains(digest)) {
            return;
        }
        if (digests.size() >= MOST) {
            digests.clear();
        }
        digests.add(digest);
    }

    void remove(String digest) {
        digests.remove(digest);
    }

    boolean contains(String digest) {
        return digests.contains(digest);
    }

    int size() {
        return digests.size();
    }
}
