package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that contradict each other, or are none, are refused with a sentence that names them. */
class RefusalsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            broker.external.host=mqtt.example.com | broker.external.host is 'mqtt.example.com', but broker.enabled is true
            redis.external.host=redis.example.com | redis.external.host is 'redis.example.com', but redis.enabled is true
            broker.enabled=false | broker.enabled is false and broker.external.host is empty
            redis.enabled=false | redis.enabled is false and redis.external.host is empty
            broker.deviceTls.enabled=true | broker.deviceTls.existingSecret is empty
            broker.enabled=false;broker.external.host=b;broker.deviceTls.enabled=true | an external broker has its own TLS
            broker.service.type=LoadBalancer | broker.service.type is LoadBalancer, which lets anyone publish
            redis.external.tls.enabled=true | secure.enabled encrypts what goes to the chart's own
            redis.enabled=false;redis.external.host=r;redis.external.tls.caSecret=c | redis.external.tls.caSecret is 'c', but redis.external.tls.enabled is false
            redis.external.tls.clientSecret=c | redis.external.tls.clientSecret is 'c', but redis.external.tls.enabled is false
            broker.external.tls.enabled=true | secure.enabled encrypts what goes to the chart's own
            broker.external.tls.caSecret=c | broker.external.tls.caSecret is 'c', but broker.external.tls.enabled is false
            broker.external.tls.clientSecret=c | broker.external.tls.clientSecret is 'c', but broker.external.tls.enabled is false
            broker.enabled=false;broker.external.host=b;broker.external.tls.enabled=true | the smart home that helm test plays speaks no TLS
            secure.enabled=true;broker.existingSecret=b | broker.existingSecret is 'b', one user for all
            secure.enabled=true;redis.existingSecret=r | redis.existingSecret is 'r', one user for all
            secure.enabled=true;broker.deviceTls.enabled=true;broker.deviceTls.existingSecret=t | broker.deviceTls.enabled is true too
            secure.enabled=true;broker.enabled=false;broker.external.host=b;redis.enabled=false;redis.external.host=r | it is of the chart's own
            secure.enabled=true;secure.certificates.devicesSecret=d | the chart has no key of that authority
            secure.enabled=true;redis.enabled=false;redis.external.host=r;secure.certificates.redisSecret=c | secure.certificates.redisSecret is 'c', but redis.enabled is false
            secure.passwordsSecret=p | secure.passwordsSecret is 'p', but secure.enabled is false
            secure.certificates.issuer.name=i | secure.certificates.issuer.name is 'i', but secure.enabled is false
            secure.deviceTopics[0]=home/# | deviceTopics
            secure.refusedDevices[0]=a b | refusedDevices
            deviceService.replicas=2 | deviceService.replicas is 2, but one process keeps the order
            deviceService.instances[0].name=a;deviceService.instances[1].name=a | deviceService.instances has the name 'a' twice
            deviceService.instances[0].name=North | name
            deviceService.instances[0].name=a_b | name
            deviceService.instances[0].settings.HEARTH_DEVICE_PORT=1 | name
            deviceService.instances[0].name=a;deviceService.instances[0].replicas=2 | replicas
            fullnameOverride=a-name-of-thirty-eight-characters-long;deviceService.instances[0].name=north | makes a StatefulSet 'a-name-of-thirty-eight-characters-lon-device-service-north' of 58 characters: allowed are 52
            deviceService.settings.HEARTH_DEVICE_INSTANCE=a | the first device service has no name
            deviceService.instances[0].name=a;deviceService.instances[0].settings.HEARTH_DEVICE_INSTANCE=b | deviceService.a.settings.HEARTH_DEVICE_INSTANCE is 'b', but the chart sets it itself
            rulesEngine.replicas=5 | rulesEngine.replicas is 5, but rulesEngine.shares is 4
            rulesEngine.shares=1 | shares
            secure.enabled=true;coreData.settings.HEARTH_BUS_BASE_TOPIC=plant | coreData.settings.HEARTH_BUS_BASE_TOPIC is 'plant', but secure.enabled is true
            secure.enabled=true;deviceService.settings.HEARTH_BUS_ENABLE_NAME_FIELD_ESCAPE=true | deviceService.settings.HEARTH_BUS_ENABLE_NAME_FIELD_ESCAPE is 'true', but secure.enabled is true
            coreData.settings.HEARTH_BUS_HOST=other | coreData.settings.HEARTH_BUS_HOST is 'other', but the chart sets it itself
            coreData.settings.HEARTH_DATA_MAX_EVENT_SIZE=30000 | HEARTH_DATA_MAX_EVENT_SIZE
            coreData.settings.MAX_EVENTS=1 | MAX_EVENTS
            coreData.replica=2 | replica
            coreData.replicas=0 | replicas
            coreCommand.publicUrl=https://hearth.example.com/core-command/ | publicUrl
            coreCommand.publicUrl=hearth.example.com | publicUrl
            coreData.replicas=4;coreData.autoscaling.enabled=true | coreData.autoscaling.maxReplicas is 4, but coreData.replicas, which is the fewest, is 4
            coreData.autoscaling.enabled=true;coreData.resources.requests.cpu=null | coreData.resources.requests.cpu is not set
            rulesEngine.autoscaling.enabled=true;rulesEngine.shares=3 | rulesEngine.autoscaling.maxReplicas is 4, but rulesEngine.shares is 3
            deviceService.autoscaling.enabled=true | autoscaling
            ingress.enabled=true | ingress.host is empty
            ingress.enabled=true;ingress.host=h | ingress.authentication is empty: the services ask nobody for a name
            ingress.enabled=true;ingress.host=h;ingress.authentication=controller | networkPolicy.clients is empty: the controller would not be let in
            ingress.authentication=basic | authentication
            ingress.services[0]=metrics | services
            gateway.enabled=true | gateway.parentRefs is empty
            gateway.enabled=true;gateway.parentRefs[0].name=public | gateway.authentication is empty
            monitoring.serviceMonitor.enabled=true | networkPolicy.clients is empty: Prometheus would not be let in
            image.tag=latest | tag
            broker.service.type=External | ClusterIP
            rulesEngine.files.rules.readme\\.md=x | readme.md
            rulesEngine.files.rules.a\\.json={};rulesEngine.settings.HEARTH_RULES_BOOK_DIR=/x | the chart sets it itself
            networkPolicy.enabled=perhaps | networkPolicy
            """)
    void itIsRefused(String values, String sentence) {
        assertThatThrownBy(() -> Chart.with(values(values))).hasMessageContaining(sentence);
    }

    /** As on Helm's command line, with {@code ;} between. */
    static Map<String, Object> values(String text) {
        Map<String, Object> set = new HashMap<>();
        for (String value : text.split(";")) {
            set.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }
        return set;
    }
}
