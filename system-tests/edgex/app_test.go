package edgex

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-messaging/v4/pkg/types"
	"github.com/stretchr/testify/require"
)

// cloud is where the application service exports to.
type cloud struct {
	guard  sync.Mutex
	bodies []string
	server *http.Server
}

func (c *cloud) ServeHTTP(_ http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	c.guard.Lock()
	defer c.guard.Unlock()
	c.bodies = append(c.bodies, string(body))
}

func (c *cloud) holds(id string) int {
	c.guard.Lock()
	defer c.guard.Unlock()
	count := 0
	for _, body := range c.bodies {
		if strings.Contains(body, id) {
			count++
		}
	}
	return count
}

func (c *cloud) open(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:59799")
	require.NoError(t, err)
	c.server = &http.Server{Handler: c}
	go func() { _ = c.server.Serve(listener) }()
}

func post(t *testing.T, device, resource, valueType string, value any) dtos.Event {
	t.Helper()
	event := dtos.NewEvent("profile", device, resource)
	require.NoError(t, event.AddSimpleReading(resource, valueType, value))
	_, err := httpClients.NewEventClient(dataURL, nobody, false).Add(context.Background(), "posted", requests.NewAddEventRequest(event))
	require.NoError(t, err)
	return event
}

// TestApplicationServices runs an application service of EdgeX's app SDK: its trigger is the message bus, it keeps what it cannot export in Redis.
func TestApplicationServices(t *testing.T) {
	for _, mode := range []string{keeperMode, filesMode} {
		t.Run(mode, func(t *testing.T) { exports(t, mode) })
	}
}

func exports(t *testing.T, mode string) {
	folder, far := resources(t, pipelines), &cloud{}
	far.open(t)
	t.Cleanup(func() { _ = far.server.Close() })
	broker, back := listenRaw(t, "exported/#"), listen(t, "edgex/app/#")
	service := run(t, pipelines, folder, nil, options(t, mode)...)

	t.Run("exports what its filters let through over HTTP, over MQTT and back to the bus", func(t *testing.T) {
		out := post(t, "other", "temperature", common.ValueTypeFloat64, 1.0)
		event := post(t, "exported", "temperature", common.ValueTypeFloat64, 21.5)
		eventually(t, "by HTTP", func() bool { return far.holds(event.Id) > 0 })
		eventually(t, "by MQTT", func() bool { return broker.holds("exported/exported", event.Id) })
		eventually(t, "to the bus", func() bool {
			return back.any(func(message types.MessageEnvelope) bool {
				told, err := types.GetMsgPayload[dtos.Event](message)
				return err == nil && told.Id == event.Id && message.ReceivedTopic == "edgex/app/profile/exported"
			})
		})
		require.Zero(t, far.holds(out.Id))
		require.Equal(t, 1, far.holds(event.Id))
		exported := dtos.Event{}
		require.NoError(t, json.Unmarshal([]byte(far.bodies[0]), &exported))
		require.Equal(t, "hearth", exported.Tags["gateway"])
		require.Equal(t, event.Readings[0].Value, exported.Readings[0].Value)
	})

	t.Run("keeps what cannot be exported, and exports it later", func(t *testing.T) {
		require.NoError(t, far.server.Close())
		event := post(t, "exported", "temperature", common.ValueTypeFloat64, 22.5)
		eventually(t, "it is kept", func() bool { return service.said("persisted") || service.said("storing") || service.said("Stor") })
		require.Zero(t, far.holds(event.Id))
		far.open(t)
		eventually(t, "it is exported", func() bool { return far.holds(event.Id) == 1 })
	})

	t.Run("asks core-command and core-data through its SDK's clients", func(t *testing.T) {
		values := resources(t, deviceValues)
		run(t, deviceValues, values, nil, options(t, mode)...)
		t.Cleanup(func() { forget("device-values", "values") })
		device := listen(t, "edgex/events/device/device-values/values/values-1/Int32")
		order := dtos.NewEvent("profile", "orders", "obeyed")
		require.NoError(t, order.AddSimpleReading("obeyed", common.ValueTypeString, "values-1=Int32=77"))
		message := types.NewMessageEnvelope(requests.NewAddEventRequest(order), context.Background())
		message.ContentType = common.ContentTypeJSON
		require.NoError(t, connected(t).Publish(message, "edgex/events/device/posted/profile/orders/obeyed"))
		eventually(t, "the device was told, and its service says so", func() bool {
			return device.any(func(message types.MessageEnvelope) bool {
				told, err := types.GetMsgPayload[requests.AddEventRequest](message)
				return err == nil && told.Event.Readings[0].Value == "77"
			})
		})
		eventually(t, "core-data was asked", func() bool { return service.said("obeyed with") })
	})
}
