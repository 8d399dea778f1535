package io.taskservice.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a mapped statement the tenants' tables that are read or written without a bound tenant.
 *
 * <p>A table is bound where {@code tenant_id = #{…}}, or {@code IN} such, stands among the conditions that all must
 * hold; or where its tenant_id equals that of a bound one; or, of an INSERT, where the value of that column is a
 * parameter or comes from a bound one. What stands inside {@code <if>} does not count: it may be absent. Neither does
 * what stands beside an OR.
 */
final class TenantBinding {

    private static final Pattern OPTIONAL = Pattern.compile("(?s)<(if|when|otherwise)\\b[^>]*>.*?</\\1>");
    private static final Pattern TAG = Pattern.compile("(?s)</?[a-z]+\\b[^>]*>");
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)\\b(?:FROM|JOIN|STRAIGHT_JOIN|UPDATE|INTO)\\s+(\\w+)(?:\\s+(?:AS\\s+)?(\\w+))?");
    private static final Set<String> NO_ALIAS = Set.of(
            "SET",
            "WHERE",
            "ON",
            "FORCE",
            "USE",
            "JOIN",
            "LEFT",
            "INNER",
            "ORDER",
            "GROUP",
            "LIMIT",
            "VALUES",
            "FOR",
            "CROSS",
            "UNION",
            "SELECT",
            "IGNORE",
            "USING",
            "STRAIGHT_JOIN",
            "HAVING");
    private static final Pattern EQUAL = Pattern.compile("(?i)(\\w+)\\.tenant_id\\s*=\\s*(\\w+)\\.tenant_id");

    /** A list of tables after FROM is not read here: it has to be written as a JOIN. */
    private static final Pattern LIST = Pattern.compile("(?i)\\bFROM\\s+\\w+(?:\\s+\\w+)?\\s*,\\s*(\\w+)");

    private static final Pattern INSERT = Pattern.compile("(?is)INTO\\s+\\w+\\s*\\(([^)]*)\\)\\s*(VALUES|SELECT)(.*)");

    private final Set<String> tables;

    TenantBinding(Set<String> tables) {
        this.tables = tables;
    }

    /** The unbound ones of a statement. */
    Set<String> unbound(String statement) {
        List<Block> blocks = new ArrayList<>();
        String plain = TAG.matcher(OPTIONAL.matcher(statement).replaceAll(" ")).replaceAll(" ");
        split(plain.replace("&lt;", "<").replace("&gt;", ">"), -1, blocks);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : blocks) {
                changed |= block.bindMore(blocks);
            }
        }
        Set<String> unbound = new TreeSet<>();
        blocks.forEach(block -> unbound.addAll(block.unbound()));
        return unbound;
    }

    /** Cuts nested SELECTs out into blocks of their own, and a UNION into its parts. */
    private int split(String text, int parent, List<Block> blocks) {
        int own = blocks.size();
        blocks.add(new Block(parent));
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '(') {
                rest.append(c);
                at++;
                continue;
            }
            int end = closing(text, at);
            String inside = text.substring(at + 1, end);
            if (inside.strip().toUpperCase(Locale.ROOT).startsWith("SELECT")) {
                rest.append(" SUB").append(split(inside, own, blocks)).append(' ');
            } else {
                String flat = "(" + inner(inside, own, blocks) + ")";
                rest.append(flat);
            }
            at = end + 1;
        }
        blocks.get(own).read(rest.toString());
        return own;
    }

    private String inner(String inside, int own, List<Block> blocks) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < inside.length()) {
            if (inside.charAt(at) != '(') {
                rest.append(inside.charAt(at++));
                continue;
            }
            int end = closing(inside, at);
            String deeper = inside.substring(at + 1, end);
            boolean isSelect = deeper.strip().toUpperCase(Locale.ROOT).startsWith("SELECT");
            rest.append(isSelect ? " SUB" + split(deeper, own, blocks) + " " : "(" + inner(deeper, own, blocks) + ")");
            at = end + 1;
        }
        return rest.toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new AssertionError("A parenthesis is not closed: " + text);
    }

    /** One SELECT, or a statement around its nested ones. */
    private final class Block {

        private final int parent;
        private final Map<String, String> references = new TreeMap<>();
        private final Set<String> bound = new HashSet<>();
        private String text = "";
        private String conditions = "";

        Block(int parent) {
            this.parent = parent;
        }

        void read(String all) {
            text = all;
            String flat = withoutParentheses(all).replaceAll("(?is)\\bSET\\b.*?(?=\\bWHERE\\b|$)", " SET ");
            conditions = flat.matches("(?is).*\\b(OR|UNION)\\b.*") ? "" : flat;
            Matcher found = REFERENCE.matcher(all.replaceAll("\\([^()]*\\)", " ( ) "));
            while (found.find()) {
                String table = found.group(1);
                if (tables.contains(table) || table.startsWith("SUB")) {
                    String alias = found.group(2);
                    boolean named = alias != null && !NO_ALIAS.contains(alias.toUpperCase(Locale.ROOT));
                    references.put(named ? alias : table, table);
                }
            }
        }

        private static String withoutParentheses(String text) {
            String before;
            String now = text;
            do {
                before = now;
                now = before.replaceAll("\\([^()]*\\)", " ");
            } while (!now.equals(before));
            return now;
        }

        boolean bindMore(List<Block> blocks) {
            int before = bound.size();
            for (Map.Entry<String, String> one : references.entrySet()) {
                String table = one.getValue();
                boolean isDerived = table.startsWith("SUB");
                if (isDerived
                        ? blocks.get(Integer.parseInt(table.substring(3)))
                                .unbound()
                                .isEmpty()
                        : isParameter(one.getKey()) || isInserted(one.getKey(), blocks)) {
                    bound.add(one.getKey());
                }
            }
            Matcher equal = EQUAL.matcher(conditions);
            while (equal.find()) {
                bindPair(equal.group(1), equal.group(2), blocks);
            }
            return bound.size() > before;
        }

        private void bindPair(String one, String other, List<Block> blocks) {
            if (references.containsKey(one) && isBound(other, blocks)) {
                bound.add(one);
            }
            if (references.containsKey(other) && isBound(one, blocks)) {
                bound.add(other);
            }
        }

        private boolean isBound(String name, List<Block> blocks) {
            return bound.contains(name) || (parent >= 0 && blocks.get(parent).isBound(name, blocks));
        }

        private boolean isParameter(String name) {
            long owned = references.values().stream().filter(tables::contains).count();
            String prefix = owned == 1 ? "(?:" + name + "\\.)?" : name + "\\.";
            return Pattern.compile("(?i)(?<![\\w.])" + prefix + "tenant_id\\s*(=|IN)\\s*#\\{")
                    .matcher(conditions)
                    .find();
        }

        private boolean isInserted(String name, List<Block> blocks) {
            Matcher insert = INSERT.matcher(text);
            if (!insert.find() || !text.matches("(?is).*INTO\\s+" + name + "\\b.*")) {
                return false;
            }
            int place =
                    List.of(insert.group(1).replaceAll("\\s", "").split(",")).indexOf("tenant_id");
            if (place < 0) {
                return false;
            }
            boolean isValues = insert.group(2).equalsIgnoreCase("VALUES");
            String list = isValues
                    ? insert.group(3).strip().replaceFirst("^\\(", "")
                    : insert.group(3).replaceFirst("(?is)\\bFROM\\b.*", "");
            String value = topLevel(list).get(place).strip();
            Matcher column = Pattern.compile("(?:(\\w+)\\.)?tenant_id").matcher(value);
            return value.startsWith("#{")
                    || (column.matches()
                            && (column.group(1) == null ? !bound.isEmpty() : isBound(column.group(1), blocks)));
        }

        private static List<String> topLevel(String list) {
            List<String> values = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i < list.length(); i++) {
                char c = list.charAt(i);
                depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    values.add(list.substring(from, i));
                    from = i + 1;
                }
            }
            values.add(list.substring(from));
            return values;
        }

        Set<String> unbound() {
            Set<String> names = new TreeSet<>();
            Matcher list = LIST.matcher(text);
            while (list.find()) {
                names.add(list.group(1));
            }
            names.retainAll(tables);
            references.forEach((name, table) -> {
                if (tables.contains(table) && !bound.contains(name)) {
                    names.add(table);
                }
            });
            return names;
        }
    }
}
