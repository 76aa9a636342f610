import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ CE on this port. Arguments: port, folder. */
public class HiveMq {
    public static void main(String[] arguments) throws Exception {
        Path dir = Path.of(arguments[1]);
        Path conf = Files.createDirectories(dir.resolve("conf"));
        Path data = Files.createDirectories(dir.resolve("data"));
        Path extensions = Files.createDirectories(dir.resolve("extensions"));
        Files.writeString(conf.resolve("config.xml"), """
                <hivemq><listeners><tcp-listener><port>%s</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
                <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics></hivemq>
                """.formatted(arguments[0]));
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(conf)
                .withDataFolder(data)
                .withExtensionsFolder(extensions)
                .build();
        broker.start().join();
        Thread.currentThread().join();
    }
}
