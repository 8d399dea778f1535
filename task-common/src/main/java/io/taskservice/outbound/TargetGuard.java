package io.taskservice.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Refuses targets inside the own network, so that a task or a webhook cannot be used to reach what its author cannot (server-side
 * request forgery).
 *
 * <p>It is the HTTP client's resolver: every connection, a redirect's too, goes to addresses it has just passed, so a name
 * that answers differently the second time gains nothing.
 */
public final class TargetGuard implements DnsResolver {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]|.*:.*");

    private final Set<String> allowedHosts;
    private final String setting;

    /**
     * Lets only public targets pass.
     *
     * @param allowedHosts host names and addresses that pass although they are not public
     * @param setting the key that names them, for whoever is refused
     */
    public TargetGuard(Set<String> allowedHosts, String setting) {
        this.allowedHosts = Set.copyOf(allowedHosts);
        this.setting = setting;
    }

    /** The addresses of a host; throws when one of them is not public and the host is not allowed by name. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!isAllowed(host) && !Arrays.stream(addresses).allMatch(TargetGuard::isPublic)) {
            throw new ForbiddenTargetException(host, setting);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether a host is refused whatever a name server says: an address that is not public, or localhost by name. */
    public boolean refusesAtSight(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean isLocal = name.equals("localhost") || name.endsWith(".localhost");
        return !isAllowed(host) && (isLocal || (ADDRESS.matcher(name).matches() && !isPublicAddress(host)));
    }

    /** Never asks a name server: the text has the form of an address. */
    private static boolean isPublicAddress(String address) {
        try {
            return isPublic(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isAllowed(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return allowedHosts.contains(name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
    }

    static boolean isPublic(InetAddress address) {
        boolean isSpecial = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        byte[] bytes = address.getAddress();
        return !isSpecial && (address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes));
    }

    /** Beyond what InetAddress knows: 0/8, 100.64/10 (carrier NAT), 192.0.0/24, 198.18/15 (tests), 240/4; RFC 6890. */
    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return !(first == 0
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second == 18 || second == 19))
                || first >= 240);
    }

    /** Only global unicast 2000::/3, without 6to4 (2002::/16) and Teredo (2001::/32), which carry IPv4 inside. */
    private static boolean isPublicV6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        boolean isSixToFour = first == 0x20 && bytes[1] == 0x02;
        boolean isTeredo = first == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return first >> 5 == 1 && !isSixToFour && !isTeredo;
    }
}
