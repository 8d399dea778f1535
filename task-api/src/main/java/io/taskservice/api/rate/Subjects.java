package io.taskservice.api.rate;

import io.taskservice.text.Sha256;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names whose requests are counted together. */
final class Subjects {

    private static final int NETWORK_BYTES = 8;
    private static final int DIGEST_CHARACTERS = 32;
    private static final int LONGEST_ADDRESS = 64;

    private Subjects() {}

    /**
     * An address, as the web server sees it. Of IPv6 the first 64 bits: who has one address there has the whole network.
     * A text that is no address, which a proxy may forward, is taken as it is; no name is ever looked up.
     */
    static String ofAddress(String address) {
        if (address.indexOf(':') < 0) {
            return cut(address);
        }
        int zone = address.indexOf('%');
        try {
            // In brackets it is an address or an error, and never a name.
            byte[] bytes = InetAddress.getByName("[" + (zone < 0 ? address : address.substring(0, zone)) + "]")
                    .getAddress();
            return bytes.length > Integer.BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : dotted(bytes);
        } catch (UnknownHostException e) {
            return cut(address);
        }
    }

    /** A key or token: the beginning of its SHA-256, so that the text itself is kept nowhere. */
    static String ofCredential(String text) {
        return Sha256.hex(text).substring(0, DIGEST_CHARACTERS);
    }

    private static String dotted(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_ADDRESS ? text : text.substring(0, LONGEST_ADDRESS);
    }
}
