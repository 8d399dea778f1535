package io.taskservice.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The tables whose rows belong to tenants, as the migrations have them: those with a column {@code tenant_id}. */
final class TenantTables {

    private static final Pattern TABLE = Pattern.compile(
            "(?m)^(?:CREATE|ALTER) TABLE (\\w+)(?:(?!^(?:CREATE|ALTER))[\\s\\S])*?\\n\\s*(?:ADD COLUMN )?tenant_id\\s");

    private TenantTables() {}

    static Set<String> read() throws IOException {
        Set<String> tables = new TreeSet<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:io/taskservice/sql/*.sql")) {
            try (InputStream in = file.getInputStream()) {
                Matcher found = TABLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                while (found.find()) {
                    tables.add(found.group(1));
                }
            }
        }
        return tables;
    }
}
