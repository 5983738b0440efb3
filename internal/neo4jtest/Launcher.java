import java.nio.file.Path;
import java.util.Map;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs Neo4j on the home folder and neo4j.conf given, says "ready" once Bolt listens, and stops when its input ends. */
class Launcher {
    public static void main(String[] args) throws Exception {
        var service = new DatabaseManagementServiceBuilder(Path.of(args[0])).loadPropertiesFromFile(Path.of(args[1])).build();
        var password = System.getenv("NEO4J_INITIAL_PASSWORD");
        if (password != null) {
            service.database("system").executeTransactionally(
                    "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {} // The end of the test process, however it comes, is the end of this one.
        service.shutdown();
    }
}
