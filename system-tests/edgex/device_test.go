package edgex

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/clients/interfaces"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/models"
	busClients "github.com/edgexfoundry/go-mod-messaging/v4/clients"
	"github.com/stretchr/testify/require"
)

// commanders are EdgeX's two clients of core-command: over REST and over the message bus.
func commanders(t *testing.T) map[string]interfaces.CommandClient {
	t.Helper()
	return map[string]interfaces.CommandClient{
		"REST": httpClients.NewCommandClient(commandURL, nobody, false),
		"bus":  busClients.NewCommandClient(connected(t), "edgex", 10*time.Second),
	}
}

func add(t *testing.T, device dtos.Device) (int, string) {
	t.Helper()
	items, err := deviceClient(false).Add(context.Background(), []requests.AddDeviceRequest{requests.NewAddDeviceRequest(device)})
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = deviceClient(false).DeleteDeviceByName(context.Background(), device.Name) })
	return items[0].StatusCode, items[0].Message
}

func change(t *testing.T, device dtos.UpdateDevice) {
	t.Helper()
	items, err := deviceClient(false).Update(context.Background(), []requests.UpdateDeviceRequest{requests.NewUpdateDeviceRequest(device)})
	require.NoError(t, err)
	done(t, http.StatusOK, items)
}

// value is what a command read, by the resource's name.
func value(t *testing.T, client interfaces.CommandClient, device, resource string) dtos.BaseReading {
	t.Helper()
	answer, err := client.IssueGetCommandByName(context.Background(), device, resource, false, true)
	require.NoError(t, err, resource)
	require.Len(t, answer.Event.Readings, 1)
	require.Equal(t, device, answer.Event.DeviceName)
	require.Equal(t, resource, answer.Event.SourceName)
	return answer.Event.Readings[0]
}

func code(t *testing.T, device, command string) int {
	t.Helper()
	status, _ := ask(t, http.MethodGet, commandURL+"/api/v3/device/name/"+url.PathEscape(device)+"/"+url.PathEscape(command), "")
	return status
}

// TestDeviceServices runs a device service of EdgeX's SDK, configured by core-keeper and by files.
func TestDeviceServices(t *testing.T) {
	for _, mode := range []string{keeperMode, filesMode} {
		t.Run(mode, func(t *testing.T) { deviceService(t, mode) })
	}
}

func deviceService(t *testing.T, mode string) {
	ctx, folder := context.Background(), resources(t, deviceValues)
	events := httpClients.NewEventClient(dataURL, nobody, false)
	service := run(t, deviceValues, folder, nil, options(t, mode)...)
	clients := commanders(t)
	t.Cleanup(func() { forget("device-values", "values") })

	t.Run("registers itself, its profile and its devices", func(t *testing.T) {
		got, err := serviceClient(false).DeviceServiceByName(ctx, "device-values")
		require.NoError(t, err)
		require.Equal(t, "http://localhost:59991", got.Service.BaseAddress)
		profile, err := profileClient(false).DeviceProfileByName(ctx, "values")
		require.NoError(t, err)
		require.Len(t, profile.Profile.DeviceResources, 36)
		device, err := deviceClient(false).DeviceByName(ctx, "values-1")
		require.NoError(t, err)
		require.Equal(t, "one", device.Device.Protocols["values"]["Address"])
		require.Equal(t, models.Up, device.Device.OperatingState)
	})

	t.Run("what it reports by itself is stored, with every type", func(t *testing.T) {
		eventually(t, "an AutoEvent is stored", func() bool {
			got, err := events.EventsByDeviceName(ctx, "values-1", 0, 50)
			if err != nil {
				return false
			}
			for _, event := range got.Events {
				if event.SourceName == "everything" {
					require.Len(t, event.Readings, 26)
					return true
				}
			}
			return false
		})
		eventually(t, "what it was made with", func() bool { return floating(t, latest(t, "values-1", "Float32").Value) == "39.5" })
		require.Equal(t, "18446744073709551615", latest(t, "values-1", "Uint64").Value)
		require.Equal(t, `["a","b, c"]`, latest(t, "values-1", "StringArray").Value)
		require.Equal(t, "[1, 2, 3]", latest(t, "values-1", "Int32Array").Value)
		require.Equal(t, map[string]any{"f1": "ABC", "f2": 123.0}, latest(t, "values-1", "Object").ObjectValue)
		require.Equal(t, []any{map[string]any{"a": 1.0}, map[string]any{"b": "c"}}, latest(t, "values-1", "ObjectArray").ObjectValue)
		eventually(t, "one that reports what has changed only is stored once", func() bool { return latest(t, "values-1", "celsius") != nil })
		require.Equal(t, "25", latest(t, "values-1", "celsius").Value)
		require.Equal(t, "°C", latest(t, "values-1", "celsius").Units)
	})

	for way, client := range clients {
		t.Run("commands by "+way, func(t *testing.T) { commands(t, way, client) })
	}

	t.Run("what a device reports by itself is stored", func(t *testing.T) {
		number := time.Now().UnixMilli() % 1_000_000
		_, err := clients["REST"].IssueSetCommandByName(ctx, "values-1", "report", map[string]any{"report": fmt.Sprint(number)})
		require.NoError(t, err)
		eventually(t, "the reported value is stored", func() bool {
			got := latest(t, "values-1", "report")
			return got != nil && got.Value == fmt.Sprint(number)
		})
	})

	t.Run("refuses what it cannot do with EdgeX's statuses", refusals)
	t.Run("learns what changes in core-metadata", changes)
	t.Run("its metrics are on the bus", func(t *testing.T) { metrics(t, mode) })

	t.Run("is found again after it was killed, and its devices once", func(t *testing.T) {
		before, err := deviceClient(false).DeviceByName(ctx, "values-1")
		require.NoError(t, err)
		service.kill(syscall.SIGKILL)
		require.Equal(t, http.StatusServiceUnavailable, code(t, "values-1", "Int32"))
		service = run(t, deviceValues, folder, nil, options(t, mode)...)
		require.Equal(t, http.StatusOK, code(t, "values-1", "Int32"))
		after, err := deviceClient(false).DeviceByName(ctx, "values-1")
		require.NoError(t, err)
		require.Equal(t, before.Device.Id, after.Device.Id)
		service.kill(syscall.SIGTERM)
		service = run(t, deviceValues, folder, nil, options(t, mode)...)
		stored, err := events.EventCountByDeviceName(ctx, "values-1")
		require.NoError(t, err)
		eventually(t, "its AutoEvents go on", func() bool {
			got, err := events.EventCountByDeviceName(ctx, "values-1")
			return err == nil && got.Count > stored.Count+1
		})
	})

	t.Run("another start with a changed file changes the device", func(t *testing.T) {
		service.kill(syscall.SIGTERM)
		file := filepath.Join(folder, "res", "devices", "values.yaml")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), "made from a file", "changed in a file", 1)), 0o600))
		service = run(t, deviceValues, folder, nil, append(options(t, mode), "-od", "-op")...)
		got, edgexErr := deviceClient(false).DeviceByName(ctx, "values-1")
		require.NoError(t, edgexErr)
		require.Equal(t, "changed in a file of the Go service", got.Device.Description)
	})
	service.kill(syscall.SIGTERM)
}

// commands reads and writes every kind of value through one of EdgeX's clients.
func commands(t *testing.T, way string, client interfaces.CommandClient) {
	ctx, device := context.Background(), "values-1"
	offered, err := client.DeviceCoreCommandsByDeviceName(ctx, device)
	require.NoError(t, err)
	names := map[string]dtos.CoreCommand{}
	for _, each := range offered.DeviceCoreCommand.CoreCommands {
		names[each.Name] = each
	}
	require.NotContains(t, names, "hidden")
	require.True(t, names["both"].Get && names["both"].Set)
	require.False(t, names["written"].Get)
	require.Equal(t, []dtos.CoreCommandParameter{{ResourceName: "Int32", ValueType: common.ValueTypeInt32}, {ResourceName: "lamp", ValueType: common.ValueTypeBool}}, names["both"].Parameters)
	require.Equal(t, "/api/v3/device/name/values-1/both", names["both"].Path)
	if way == "REST" { // the client for the bus of go-mod-messaging 4.0.3 asks on the topic "core-command", where nobody listens in EdgeX either
		all, err := client.AllDeviceCoreCommands(ctx, 0, -1)
		require.NoError(t, err)
		require.NotEmpty(t, all.DeviceCoreCommands)
	}

	require.Equal(t, []byte{0, 1, 254, 255}, value(t, client, device, "Binary").BinaryValue)
	pictures, err := client.IssueGetCommandByName(ctx, device, "pictures", false, true)
	require.NoError(t, err)
	require.Len(t, pictures.Event.Readings, 2)
	matching, err := client.IssueGetCommandByNameWithQueryParams(ctx, device, "U.*16.*", map[string]string{common.RegexCommand: common.ValueTrue})
	require.NoError(t, err)
	require.Len(t, matching.Event.Readings, 2)
	_, err = client.IssueGetCommandByNameWithQueryParams(ctx, device, "U.*16.*", map[string]string{common.RegexCommand: common.ValueFalse})
	require.Error(t, err)

	for valueType, text := range map[string]any{
		common.ValueTypeBool: "false", common.ValueTypeString: "ö, \"x\"", common.ValueTypeUint8: "7", common.ValueTypeUint64: "18446744073709551614", common.ValueTypeInt64: "-9223372036854775807",
		common.ValueTypeInt16: 5, common.ValueTypeFloat64: "0.25", common.ValueTypeFloat32: 1.5, common.ValueTypeBoolArray: "[false, true]", common.ValueTypeStringArray: `["x","y"]`,
		common.ValueTypeInt32Array: "[7, 8]", common.ValueTypeFloat64Array: "[1.5, 2.5]",
	} {
		_, err := client.IssueSetCommandByName(ctx, device, valueType, map[string]any{valueType: text})
		require.NoError(t, err, valueType)
		back := value(t, client, device, valueType).Value
		if strings.HasPrefix(valueType, "Float") && !strings.HasSuffix(valueType, "Array") {
			require.Equal(t, fmt.Sprint(text), floating(t, back), valueType)
		} else if !strings.HasPrefix(valueType, "Float") {
			require.Equal(t, fmt.Sprint(text), back, valueType)
		}
		eventually(t, "what was written is stored", func() bool {
			got := latest(t, device, valueType)
			return got != nil && got.Value == back
		})
	}
	_, err = client.IssueSetCommandByName(ctx, device, "Object", map[string]any{"Object": map[string]any{"deep": map[string]any{"a": []any{1.0, "b"}}}})
	require.NoError(t, err)
	require.Equal(t, map[string]any{"deep": map[string]any{"a": []any{1.0, "b"}}}, value(t, client, device, "Object").ObjectValue)
	_, err = client.IssueSetCommandByName(ctx, device, "ObjectArray", map[string]any{"ObjectArray": []any{map[string]any{"a": 2.0}}})
	require.NoError(t, err)
	require.Equal(t, []any{map[string]any{"a": 2.0}}, value(t, client, device, "ObjectArray").ObjectValue)
	_, err = client.IssueSetCommandByName(ctx, device, "celsius", map[string]any{"celsius": "45"})
	require.NoError(t, err)
	require.Equal(t, "45", value(t, client, device, "celsius").Value)
	_, err = client.IssueSetCommandByName(ctx, device, "both", map[string]any{"lamp": "on"})
	require.NoError(t, err, "the value that is missing is the command's default")
	both, err := client.IssueGetCommandByName(ctx, device, "both", true, true)
	require.NoError(t, err)
	require.Equal(t, "42", both.Event.Readings[0].Value)
	require.Equal(t, "on", both.Event.Readings[1].Value)
	eventually(t, "what was read with ds-pushevent is stored", func() bool {
		status, _ := ask(t, http.MethodGet, dataURL+"/api/v3/event/id/"+both.Event.Id, "") // its origin is rounded by EdgeX's client for the bus
		return status == http.StatusOK
	})
	_, err = client.IssueSetCommandByName(ctx, device, "written", map[string]any{"written": "3"})
	require.NoError(t, err)
}

// refusals are told with the statuses that EdgeX's device service gives by REST.
func refusals(t *testing.T) {
	put := func(command, body string) int {
		status, _ := ask(t, http.MethodPut, commandURL+"/api/v3/device/name/values-1/"+command, body)
		return status
	}
	require.Equal(t, http.StatusNotFound, code(t, "values-1", "nothing"))
	require.Equal(t, http.StatusNotFound, code(t, "no such device", "Int32"))
	require.Equal(t, http.StatusMethodNotAllowed, code(t, "values-1", "written"))
	require.Equal(t, http.StatusMethodNotAllowed, put("readable", `{"readable":"1"}`))
	require.Equal(t, http.StatusBadRequest, put("Int32", `{"Int32":"warm"}`))
	require.Equal(t, http.StatusBadRequest, put("celsius", `{"celsius":"101"}`))
	require.Equal(t, http.StatusBadRequest, put("Uint8", `{"Uint8":"256"}`))
	require.Equal(t, http.StatusInternalServerError, put("Int32", `{"other":"1"}`))
	require.Equal(t, http.StatusInternalServerError, code(t, "values-1", "fails"))
	require.Equal(t, http.StatusInternalServerError, put("fails", `{"fails":"1"}`))
	require.Equal(t, http.StatusServiceUnavailable, code(t, "values-1", "slow"))
	status, answer := ask(t, http.MethodGet, commandURL+"/api/v3/device/name/values-1/fails", "")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, answer["message"], "the device does not answer")

	change(t, dtos.UpdateDevice{Name: pointer("values-1"), AdminState: pointer(models.Locked)})
	eventually(t, "a locked device is locked", func() bool { return code(t, "values-1", "Int32") == http.StatusLocked })
	change(t, dtos.UpdateDevice{Name: pointer("values-1"), AdminState: pointer(models.Unlocked)})
	eventually(t, "it is unlocked", func() bool { return code(t, "values-1", "Int32") == http.StatusOK })

	require.Equal(t, http.StatusInternalServerError, code(t, "values-1", "asserted"))
	eventually(t, "a device whose assertion failed is down", func() bool {
		got, err := deviceClient(false).DeviceByName(context.Background(), "values-1")
		return err == nil && got.Device.OperatingState == models.Down
	})
	eventually(t, "its service knows it", func() bool { return code(t, "values-1", "Int32") == http.StatusLocked })
	change(t, dtos.UpdateDevice{Name: pointer("values-1"), OperatingState: pointer(models.Up)})
	eventually(t, "it is up again", func() bool { return code(t, "values-1", "Int32") == http.StatusOK })

	items, err := serviceClient(false).Update(context.Background(), []requests.UpdateDeviceServiceRequest{requests.NewUpdateDeviceServiceRequest(
		dtos.UpdateDeviceService{Name: pointer("device-values"), AdminState: pointer(models.Locked)})})
	require.NoError(t, err)
	done(t, http.StatusOK, items)
	eventually(t, "a locked service is locked", func() bool { return code(t, "values-1", "Int32") == http.StatusLocked })
	_, err = serviceClient(false).Update(context.Background(), []requests.UpdateDeviceServiceRequest{requests.NewUpdateDeviceServiceRequest(
		dtos.UpdateDeviceService{Name: pointer("device-values"), AdminState: pointer(models.Unlocked)})})
	require.NoError(t, err)
	eventually(t, "it is unlocked", func() bool { return code(t, "values-1", "Int32") == http.StatusOK })
}

// changes in core-metadata reach the service by themselves.
func changes(t *testing.T) {
	ctx, name := context.Background(), named("née 1")
	device := dtos.Device{Name: name, AdminState: models.Unlocked, OperatingState: models.Up, ServiceName: "device-values", ProfileName: "values",
		Protocols: map[string]dtos.ProtocolProperties{"values": {}}}
	status, message := add(t, device)
	require.Equal(t, http.StatusInternalServerError, status, "the service refuses it")
	require.Contains(t, message, "has no values.Address")
	device.Protocols["values"] = dtos.ProtocolProperties{"Address": "two"}
	status, message = add(t, device)
	require.Equal(t, http.StatusCreated, status, message)
	eventually(t, "the service knows the new device", func() bool { return code(t, name, "Int32") == http.StatusOK })
	change(t, dtos.UpdateDevice{Name: &name, AutoEvents: []dtos.AutoEvent{{Interval: "200ms", SourceName: "Int32"}}})
	eventually(t, "its AutoEvent begins", func() bool { return latest(t, name, "Int32") != nil })

	resource := named("resource")
	items, err := profileClient(false).AddDeviceProfileResource(ctx, []requests.AddDeviceResourceRequest{{BaseRequest: requests.NewAddDeviceRequest(device).BaseRequest, ProfileName: "values",
		Resource: dtos.DeviceResource{Name: resource, Properties: dtos.ResourceProperties{ValueType: common.ValueTypeInt8, ReadWrite: common.ReadWrite_R}}}})
	require.NoError(t, err)
	done(t, http.StatusCreated, items)
	eventually(t, "the service knows what its profile has more", func() bool { return code(t, name, resource) == http.StatusOK })

	_, err = deviceClient(false).DeleteDeviceByName(ctx, name)
	require.NoError(t, err)
	eventually(t, "core-command has forgotten it", func() bool { return code(t, name, "Int32") == http.StatusNotFound })
	eventually(t, "the service has forgotten it", func() bool {
		_, err := httpClients.NewDeviceServiceCommandClient(nobody, false).GetCommand(ctx, "http://localhost:59991", name, "Int32", "")
		return err != nil && err.Code() == http.StatusNotFound
	})
}

func floating(t *testing.T, text string) string {
	t.Helper()
	var number float64
	_, err := fmt.Sscan(text, &number)
	require.NoError(t, err)
	require.False(t, math.IsNaN(number))
	return fmt.Sprint(number)
}

// forget removes a service with its devices, watchers and profiles, so that the next test begins anew.
func forget(service string, profiles ...string) {
	ctx := context.Background()
	devices, _ := deviceClient(false).DevicesByServiceName(ctx, service, 0, -1)
	for _, device := range devices.Devices {
		_, _ = deviceClient(false).DeleteDeviceByName(ctx, device.Name)
	}
	watchers := httpClients.NewProvisionWatcherClient(metadataURL, nobody, false)
	waiting, _ := watchers.ProvisionWatchersByServiceName(ctx, service, 0, -1)
	for _, watcher := range waiting.ProvisionWatchers {
		_, _ = watchers.DeleteProvisionWatcherByName(ctx, watcher.Name)
	}
	for _, profile := range profiles {
		_, _ = profileClient(false).DeleteByName(ctx, profile)
	}
	_, _ = serviceClient(false).DeleteByName(ctx, service)
}
