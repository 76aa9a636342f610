import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** ActiveMQ Artemis on this port, with its journal in this folder. Arguments: port, folder. */
public class Artemis {
    public static void main(String[] arguments) throws Exception {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setSecurityEnabled(false);
        config.setJournalType(JournalType.NIO);
        config.setJournalDirectory(arguments[1] + "/journal");
        config.setBindingsDirectory(arguments[1] + "/bindings");
        config.setLargeMessagesDirectory(arguments[1] + "/large");
        config.setPagingDirectory(arguments[1] + "/paging");
        config.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + arguments[0] + "?protocols=MQTT");
        config.addAddressSetting("#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        new EmbeddedActiveMQ().setConfiguration(config).start();
        Thread.currentThread().join();
    }
}
