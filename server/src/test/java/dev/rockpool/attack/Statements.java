package dev.rockpool.attack;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Notes what is asked of the database: by each request that says who it is, and in all.
///
/// What two calls ask in the same words, they take the same time for: that is how the tests show that an id gives
/// nothing away by time, without a clock.
@TestConfiguration(proxyBeanMethods = false)
public class Statements {

    /// The header by which a request says who it is.
    public static final String REQUEST = "x-test-request";

    private static final int PATIENCE_SECONDS = 20;

    private static final ThreadLocal<@Nullable List<String>> MINE = new ThreadLocal<>();
    private static final Map<String, CompletableFuture<List<String>>> BY_REQUEST = new ConcurrentHashMap<>();
    private static final List<String> ALL = new CopyOnWriteArrayList<>();

    /// What the request with that name asked, in order, once it has done with all: that may be after its answer.
    public static List<String> of(String request) {
        return named(request).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<List<String>> named(String request) {
        return BY_REQUEST.computeIfAbsent(request, _ -> new CompletableFuture<>());
    }

    /// How many statements there were so far, for [#since].
    public static int soFar() {
        return ALL.size();
    }

    /// What was asked by anybody after the first `before` statements.
    public static List<String> since(int before) {
        List<String> all = List.copyOf(ALL);
        return all.subList(before, all.size());
    }

    @Bean
    FilterRegistrationBean<Filter> requestsThatSayWhoTheyAre() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            String name = ((HttpServletRequest) request).getHeader(REQUEST);
            List<String> mine = new ArrayList<>();
            MINE.set(mine);
            try {
                chain.doFilter(request, response);
            } finally {
                MINE.remove();
                if (name != null) {
                    named(name).complete(List.copyOf(mine));
                }
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    static BeanPostProcessor poolsThatListen() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
                    pool.setDataSource(new Listening(pool));
                }
                return bean;
            }
        };
    }

    private static final class Listening extends AbstractDataSource {

        private final HikariDataSource pool;

        Listening(HikariDataSource pool) {
            this.pool = pool;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
            return (Connection) Proxy.newProxyInstance(
                    Listening.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, arguments) -> call(real, method, arguments));
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        private static @Nullable Object call(Connection real, Method method, Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("prepareStatement")) {
                note((String) Objects.requireNonNull(arguments)[0]);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static void note(String statement) {
            ALL.add(statement);
            List<String> mine = MINE.get();
            if (mine != null) {
                mine.add(statement);
            }
        }
    }
}
