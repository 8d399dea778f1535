package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class BannerTest {

    @Test
    void namesThePortThatTheServerGot() {
        PropertyResolver server = server(Map.of("local.server.port", "39001"));

        assertThat(Banner.text(server, Path.of("/srv/data")))
                .contains("http://localhost:39001/api/v1\n")
                .contains("http://localhost:39001/swagger-ui.html\n")
                .contains("http://localhost:39001/actuator/health\n")
                .contains("/srv/data\n");
    }

    @Test
    void saysNothingOfDataThatIsKeptElsewhere() {
        assertThat(Banner.text(server(Map.of()), null)).doesNotContain("Data");
    }

    private static PropertyResolver server(Map<String, Object> configuration) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("server", configuration));
        return new PropertySourcesPropertyResolver(sources);
    }
}
