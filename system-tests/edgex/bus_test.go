package edgex

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-messaging/v4/messaging"
	"github.com/edgexfoundry/go-mod-messaging/v4/pkg/types"
	"github.com/stretchr/testify/require"
)

// connected is EdgeX's message bus client, as its services use it.
func connected(t *testing.T) messaging.MessageClient {
	t.Helper()
	client, err := messaging.NewMessageClient(types.MessageBusConfig{
		Broker: types.HostInfo{Host: "localhost", Port: 1883, Protocol: "tcp"}, Type: messaging.MQTT,
		Optional: map[string]string{"ClientId": named("try"), "Qos": "0", "KeepAlive": "10", "Retained": "false", "AutoReconnect": "true", "ConnectTimeout": "5", "CleanSession": "true"},
	})
	require.NoError(t, err)
	require.NoError(t, client.Connect())
	t.Cleanup(func() { _ = client.Disconnect() })
	return client
}

// heard collects what is published on a topic from now on.
type heard struct {
	guard    sync.Mutex
	messages []types.MessageEnvelope
}

func listen(t *testing.T, topic string) *heard {
	t.Helper()
	h, messages, failed := &heard{}, make(chan types.MessageEnvelope, 100), make(chan error, 100)
	require.NoError(t, connected(t).Subscribe([]types.TopicChannel{{Topic: topic, Messages: messages}}, failed))
	h.collect(t, messages, func(err error) { t.Errorf("%s: %v", topic, err) }, failed)
	return h
}

// collect goes on until the test is over.
func (h *heard) collect(t *testing.T, messages <-chan types.MessageEnvelope, bad func(error), failed <-chan error) {
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	go func() {
		for {
			select {
			case message := <-messages:
				h.guard.Lock()
				h.messages = append(h.messages, message)
				h.guard.Unlock()
			case err := <-failed:
				bad(err)
			case <-done:
				return
			}
		}
	}()
}

func (h *heard) any(is func(types.MessageEnvelope) bool) bool {
	h.guard.Lock()
	defer h.guard.Unlock()
	for _, message := range h.messages {
		if is(message) {
			return true
		}
	}
	return false
}

// metrics of an EdgeX service come when they are switched on: by core-keeper while it runs, or in its file.
func metrics(t *testing.T, mode string) {
	telemetry := listen(t, "edgex/telemetry/device-values/#")
	if mode == keeperMode {
		set := func(key, value string) {
			status, _ := ask(t, http.MethodPut, keeperURL+"/api/v3/kvs/key/edgex/v4/core-common-config-bootstrapper/"+key, `{"value":"`+value+`"}`)
			require.Equal(t, http.StatusOK, status)
		}
		set("all-services/Writable/Telemetry/Interval", "1s")
		set("device-services/Writable/Telemetry/Metrics/EventsSent", "true")
		defer set("device-services/Writable/Telemetry/Metrics/EventsSent", "false")
		defer set("all-services/Writable/Telemetry/Interval", "30s")
	}
	eventually(t, "EventsSent is told", func() bool {
		return telemetry.any(func(message types.MessageEnvelope) bool {
			metric, err := types.GetMsgPayload[dtos.Metric](message)
			return err == nil && metric.Name == "EventsSent" && strings.HasSuffix(message.ReceivedTopic, "/EventsSent")
		})
	})
}

// raw collects octets that are no envelopes.
type raw struct{ heard }

func listenRaw(t *testing.T, topic string) *raw {
	t.Helper()
	r, messages, failed := &raw{}, make(chan types.MessageEnvelope, 100), make(chan error, 100)
	require.NoError(t, connected(t).SubscribeBinaryData([]types.TopicChannel{{Topic: topic, Messages: messages}}, failed))
	// What is no envelope is what is looked for.
	r.collect(t, messages, func(error) {}, failed)
	return r
}

func (r *raw) holds(topic, text string) bool {
	return r.any(func(message types.MessageEnvelope) bool {
		octets, _ := message.Payload.([]byte)
		return message.ReceivedTopic == topic && strings.Contains(string(octets), text)
	})
}
