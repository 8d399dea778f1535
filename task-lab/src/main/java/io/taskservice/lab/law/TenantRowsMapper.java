package io.taskservice.lab.law;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that looks for rows whose tenant is not that of what they belong to. Each reads a table once, by PRIMARY of the other. */
interface TenantRowsMapper {

    /** Ends each of them: the table asked for is {@code t}, what it belongs to {@code o}. */
    String DIFFER = " WHERE t.tenant_id != o.tenant_id LIMIT #{limit}";

    @Select("""
            SELECT t.tenant_id AS tenant, t.id AS subject, CONCAT('an instance of tenant ', o.tenant_id,
                   ', as its definition is') AS expected, CONCAT('one of ', t.tenant_id) AS found
            FROM task_instances t JOIN task_definitions o ON o.id = t.task_definition_id
            """ + DIFFER)
    List<Broken> instances(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.id AS subject, CONCAT('a retry for tenant ', o.tenant_id,
                   ', as what it repeats') AS expected, CONCAT('one for ', t.tenant_id) AS found
            FROM task_instances t JOIN task_instances o ON o.id = t.retry_of
            """ + DIFFER)
    List<Broken> retries(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.task_definition_id AS subject, CONCAT('a gap of tenant ', o.tenant_id) AS expected,
                   CONCAT('one of ', t.tenant_id) AS found
            FROM fire_gaps t JOIN task_definitions o ON o.id = t.task_definition_id
            """ + DIFFER)
    List<Broken> gaps(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.task_instance_id AS subject, CONCAT('an attempt of tenant ', o.tenant_id) AS expected,
                   CONCAT('one of ', t.tenant_id) AS found
            FROM task_attempts t JOIN task_instances o ON o.id = t.task_instance_id
            """ + DIFFER)
    List<Broken> attempts(@Param("limit") int limit);

    @Select("""
            SELECT DISTINCT t.tenant_id AS tenant, t.task_instance_id AS subject,
                   CONCAT('log lines of tenant ', o.tenant_id) AS expected, CONCAT('some of ', t.tenant_id) AS found
            FROM task_logs t JOIN task_instances o ON o.id = t.task_instance_id
            """ + DIFFER)
    List<Broken> logs(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.task_instance_id AS subject, CONCAT('a label of tenant ', o.tenant_id) AS expected,
                   CONCAT('one of ', t.tenant_id) AS found
            FROM instance_labels t JOIN task_instances o ON o.id = t.task_instance_id
            """ + DIFFER)
    List<Broken> labels(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.task_instance_id AS subject,
                   CONCAT('a dead letter of tenant ', o.tenant_id) AS expected, CONCAT('one of ', t.tenant_id) AS found
            FROM dead_letters t JOIN task_instances o ON o.id = t.task_instance_id
            """ + DIFFER)
    List<Broken> deadLetters(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.task_instance_id AS subject, CONCAT('a slot of tenant ', o.tenant_id) AS expected,
                   CONCAT('one of ', t.tenant_id) AS found
            FROM concurrency_slots t JOIN task_instances o ON o.id = t.task_instance_id
            """ + DIFFER)
    List<Broken> slots(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.instance_id AS subject, CONCAT('an event of tenant ', o.tenant_id) AS expected,
                   CONCAT('one of ', t.tenant_id) AS found
            FROM outbox_events t JOIN task_instances o ON o.id = t.instance_id
            """ + DIFFER)
    List<Broken> events(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.id AS subject, CONCAT('a delivery of tenant ', o.tenant_id,
                   ', as its event is') AS expected, CONCAT('one of ', t.tenant_id) AS found
            FROM webhook_deliveries t JOIN outbox_events o ON o.id = t.event_id
            """ + DIFFER)
    List<Broken> deliveries(@Param("limit") int limit);

    @Select("""
            SELECT t.tenant_id AS tenant, t.id AS subject, CONCAT('a delivery to a webhook of tenant ', t.tenant_id) AS expected,
                   CONCAT('one to a webhook of ', o.tenant_id) AS found
            FROM webhook_deliveries t JOIN webhooks o ON o.id = t.webhook_id
            """ + DIFFER)
    List<Broken> receivers(@Param("limit") int limit);
}
