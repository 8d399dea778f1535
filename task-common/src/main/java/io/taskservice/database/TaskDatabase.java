package io.taskservice.database;

import com.baomidou.mybatisplus.core.config.GlobalConfig;
import com.baomidou.mybatisplus.extension.spring.MybatisSqlSessionFactoryBean;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.type.TypeHandlerRegistry;
import org.mybatis.spring.SqlSessionTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The platform's own connection to MySQL, apart from any other an application around it may have.
 *
 * <p>It owns its MyBatis configuration and transaction manager and registers neither as a bean, so that an application
 * which becomes an executor keeps its own. Repositories ask it for their mapper and run their transactions through it.
 */
public final class TaskDatabase implements AutoCloseable {

    private final DataSource dataSource;
    private final Configuration configuration;
    private final Mappers mappers;
    private final Transactions transactions;
    private final ClockMapper clock;

    /** Uses connections of {@code dataSource}, which must be READ COMMITTED; see {@link DatabaseConnections}. */
    public TaskDatabase(DataSource dataSource) {
        this(
                dataSource,
                new SqlSessionTemplate(sessionFactory(dataSource)),
                new Transactions(new DataSourceTransactionManager(dataSource)));
    }

    private TaskDatabase(DataSource dataSource, SqlSessionTemplate session, Transactions transactions) {
        this(dataSource, session.getConfiguration(), new Mapped(session), transactions);
    }

    /** With mappers from elsewhere, and transactions that they take part in. */
    TaskDatabase(DataSource dataSource, Configuration configuration, Mappers mappers, Transactions transactions) {
        this.dataSource = dataSource;
        this.configuration = configuration;
        this.mappers = mappers;
        this.transactions = transactions;
        this.clock = mapper(ClockMapper.class);
    }

    /** Where mappers come from. */
    interface Mappers {

        /** The mapper of a type. */
        <M> M mapper(Class<M> type);
    }

    /** The mapper of a repository; it takes part in the transaction of the calling thread. */
    public <M> M mapper(Class<M> type) {
        return mappers.mapper(type);
    }

    /** Runs {@code work} in a transaction, again from its start when the database asks for that; see {@link Transactions}. */
    public <T> T inTransaction(Supplier<T> work) {
        return transactions.inTransaction(work);
    }

    /** Whether the calling thread is in a transaction already: what it does next is rolled back with that or not at all. */
    public boolean isInTransaction() {
        return Transactions.isUnderWay();
    }

    /** MySQL's clock in UTC, to the millisecond: the one that decides what is due. */
    public Instant now() {
        return clock.now();
    }

    /** For health checks and migrations; everything else goes through mappers. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Every mapped statement, for the tests that read them. */
    public Configuration configuration() {
        return configuration;
    }

    /** Closes the connections, if the data source can be closed. */
    @Override
    public void close() throws Exception {
        if (dataSource instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    private static SqlSessionFactory sessionFactory(DataSource dataSource) {
        RecordConfiguration configuration = new RecordConfiguration();
        // The default answers a repeated SELECT of a transaction from memory, though another node changed the row.
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        registerTypes(configuration.getTypeHandlerRegistry());
        MybatisSqlSessionFactoryBean factory = new MybatisSqlSessionFactoryBean();
        factory.setDataSource(dataSource);
        factory.setConfiguration(configuration);
        factory.setGlobalConfig(new GlobalConfig().setBanner(false));
        try {
            return Objects.requireNonNull(factory.getObject());
        } catch (Exception e) {
            throw new IllegalStateException("MyBatis refused its configuration", e);
        }
    }

    private static void registerTypes(TypeHandlerRegistry types) {
        types.register(Instant.class, new InstantTypeHandler());
        types.register(Duration.class, new DurationTypeHandler());
        types.register(ZoneId.class, new TextTypeHandler<>(ZoneId::of, ZoneId::getId));
        types.register(TenantId.class, new TextTypeHandler<>(TenantId::new, TenantId::value));
        types.register(DefinitionId.class, new TextTypeHandler<>(DefinitionId::new, DefinitionId::value));
        types.register(InstanceId.class, new TextTypeHandler<>(InstanceId::new, InstanceId::value));
        types.register(NodeId.class, new TextTypeHandler<>(NodeId::new, NodeId::value));
        types.register(WebhookId.class, new TextTypeHandler<>(WebhookId::new, WebhookId::value));
        types.register(EventId.class, new TextTypeHandler<>(EventId::new, EventId::value));
        types.register(DeliveryId.class, new TextTypeHandler<>(DeliveryId::new, DeliveryId::value));
    }

    /**
     * MyBatis's, made from their statements as they are first asked for.
     *
     * @param session sends each statement at once
     * @param batches gathers those of an {@link BatchedInsert}; a factory of its own lets both take part in a transaction
     */
    private record Mapped(SqlSessionTemplate session, SqlSessionTemplate batches) implements Mappers {

        private Mapped(SqlSessionTemplate session) {
            this(
                    session,
                    new SqlSessionTemplate(
                            new DefaultSqlSessionFactory(session.getConfiguration()), ExecutorType.BATCH));
        }

        @Override
        public <M> M mapper(Class<M> type) {
            Configuration configuration = session.getConfiguration();
            synchronized (configuration) {
                if (!configuration.hasMapper(type)) {
                    configuration.addMapper(type);
                }
            }
            return BatchedInsert.class.isAssignableFrom(type) ? batches.getMapper(type) : session.getMapper(type);
        }
    }
}
