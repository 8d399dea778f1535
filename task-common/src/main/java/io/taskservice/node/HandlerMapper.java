package io.taskservice.node;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL on {@code handlers}. */
interface HandlerMapper {

    /** PRIMARY, in its order, so that nodes that join at once wait for each other and never in a circle; the last one counts. */
    @Insert("""
            <script>
            INSERT INTO handlers (name, description, params_schema, updated_at)
            VALUES <foreach collection="handlers" item="h" separator=",">
              (#{h.name}, #{h.description}, #{h.paramsSchema}, UTC_TIMESTAMP(3))</foreach>
            ON DUPLICATE KEY UPDATE description = VALUES(description), params_schema = VALUES(params_schema),
              updated_at = VALUES(updated_at)
            </script>
            """)
    int publish(@Param("handlers") List<HandlerInfo> handlers);

    /** PRIMARY serves the order; as many rows as there ever were handlers. */
    @Select("SELECT name, description, params_schema FROM handlers ORDER BY name")
    List<HandlerInfo> all();
}
