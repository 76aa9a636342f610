package edgex

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/models"
	"github.com/edgexfoundry/go-mod-messaging/v4/pkg/types"
	"github.com/stretchr/testify/require"
)

// TestDeviceSimple runs device-simple as it comes with EdgeX's device SDK, but that it may discover devices, and takes less long for it.
func TestDeviceSimple(t *testing.T) {
	for _, mode := range []string{keeperMode, filesMode} {
		t.Run(mode, func(t *testing.T) { discovers(t, mode) })
	}
}

func discovers(t *testing.T, mode string) {
	ctx, folder := context.Background(), resources(t, deviceSimple)
	file := filepath.Join(folder, "res", "configuration.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	changed := strings.NewReplacer("    Enabled: false", "    Enabled: true", `Interval: "30s"`, `Interval: "1h"`, "DiscoverSleepDurationSecs: 3", "DiscoverSleepDurationSecs: 1").Replace(string(text))
	require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
	forget("device-simple", "Simple-Device")
	progress := listen(t, "edgex/system-events/device-simple/#")
	run(t, deviceSimple, folder, nil, options(t, mode)...)
	t.Cleanup(func() { forget("device-simple", "Simple-Device", "scanned") })
	service := httpClients.NewDeviceServiceCommandClient(nobody, false)
	address := "http://localhost:59999"

	t.Run("its provision watchers are there", func(t *testing.T) {
		got, err := httpClients.NewProvisionWatcherClient(metadataURL, nobody, false).ProvisionWatcherByName(ctx, "Simple-Provision-Watcher")
		require.NoError(t, err)
		require.Equal(t, map[string][]string{"Port": {"397", "398", "399"}}, got.ProvisionWatcher.BlockingIdentifiers)
	})

	t.Run("what it discovers is added when a watcher waits for it", func(t *testing.T) {
		_, err := service.Discovery(ctx, address) // it may be at it already: it discovers at its start
		require.NoError(t, err)
		eventually(t, "Simple-Device02 is added", func() bool {
			got, err := deviceClient(false).DeviceByName(ctx, "Simple-Device02")
			return err == nil && got.Device.ProfileName == "Simple-Device" && got.Device.Properties["testPropertyA"] == "weather"
		})
		_, err = deviceClient(false).DeviceByName(ctx, "Simple-Device03")
		require.Equal(t, http.StatusNotFound, err.Code(), "its port is blocked")
		eventually(t, "the new device can be asked", func() bool { return code(t, "Simple-Device02", "SwitchButton") == http.StatusOK })
		eventually(t, "its progress is told", func() bool {
			return progress.any(func(message types.MessageEnvelope) bool {
				told, err := types.GetMsgPayload[dtos.SystemEvent](message)
				return err == nil && told.Type == "device" && told.Action == "discovery"
			})
		})
	})

	t.Run("a watcher that is changed by REST counts for the next discovery", func(t *testing.T) {
		watchers := httpClients.NewProvisionWatcherClient(metadataURL, nobody, false)
		items, err := watchers.Update(ctx, []requests.UpdateProvisionWatcherRequest{requests.NewUpdateProvisionWatcherRequest(dtos.UpdateProvisionWatcher{
			Name: pointer("Simple-Provision-Watcher"), BlockingIdentifiers: map[string][]string{"Port": {"300"}}})})
		require.NoError(t, err)
		done(t, http.StatusOK, items)
		eventually(t, "Simple-Device03 is added", func() bool {
			_, _ = service.Discovery(ctx, address)
			_, err := deviceClient(false).DeviceByName(ctx, "Simple-Device03")
			return err == nil
		})
	})

	t.Run("a scanned profile becomes its device's", func(t *testing.T) {
		require.Equal(t, http.StatusLocked, code(t, "ProfileScan-Simple-Device", "SwitchButton"), "it has none yet")
		answer, err := service.ProfileScan(ctx, address, requests.ProfileScanRequest{BaseRequest: common.NewBaseRequest(), DeviceName: "ProfileScan-Simple-Device", ProfileName: "scanned"})
		require.NoError(t, err)
		require.Equal(t, http.StatusAccepted, answer.StatusCode)
		eventually(t, "the profile is added and is the device's", func() bool {
			_, missing := profileClient(false).DeviceProfileByName(ctx, "scanned")
			got, err := deviceClient(false).DeviceByName(ctx, "ProfileScan-Simple-Device")
			return missing == nil && err == nil && got.Device.ProfileName == "scanned"
		})
	})

	t.Run("its picture is stored", func(t *testing.T) {
		items, err := deviceClient(false).Update(ctx, []requests.UpdateDeviceRequest{requests.NewUpdateDeviceRequest(dtos.UpdateDevice{
			Name: pointer("Simple-Device01"), AutoEvents: []dtos.AutoEvent{{Interval: "300ms", SourceName: "Image"}}})})
		require.NoError(t, err)
		done(t, http.StatusOK, items)
		eventually(t, "in octets", func() bool {
			got := latest(t, "Simple-Device01", "Image")
			return got != nil && len(got.BinaryValue) > 1000 && got.MediaType == "image/jpeg"
		})
	})

	t.Run("all through its own REST", func(t *testing.T) {
		_, err := service.SetCommand(ctx, address, "Simple-Device01", "SwitchButton", "", map[string]string{"SwitchButton": "true"})
		require.NoError(t, err)
		require.Equal(t, "true", value(t, httpClients.NewCommandClient(commandURL, nobody, false), "Simple-Device01", "SwitchButton").Value)
		got, err := service.GetCommand(ctx, address, "Simple-Device01", "Switch", "ds-pushevent=true")
		require.NoError(t, err)
		eventually(t, "what was pushed is stored", func() bool {
			events, err := httpClients.NewEventClient(dataURL, nobody, false).EventsByTimeRange(ctx, got.Event.Origin, got.Event.Origin, 0, 20)
			return err == nil && len(events.Events) == 1
		})
		change(t, dtos.UpdateDevice{Name: pointer("Simple-Device01"), AdminState: pointer(models.Locked)})
		eventually(t, "locked there too", func() bool {
			_, err := service.GetCommand(ctx, address, "Simple-Device01", "Switch", "")
			return err != nil && err.Code() == http.StatusLocked
		})
	})
	if mode == keeperMode {
		t.Run("its settings change while it runs", func(t *testing.T) {
			status, _ := ask(t, http.MethodPut, keeperURL+"/api/v3/kvs/key/edgex/v4/device-simple/SimpleCustom/Writable/DiscoverSleepDurationSecs", `{"value":"2"}`)
			require.Equal(t, http.StatusOK, status)
			eventually(t, "it is in its configuration", func() bool {
				got, err := httpClients.NewCommonClient(address, nobody).Configuration(ctx)
				if err != nil {
					return false
				}
				custom := got.Config.(map[string]any)["CustomConfiguration"].(map[string]any)["SimpleCustom"].(map[string]any)["Writable"].(map[string]any)
				return custom["DiscoverSleepDurationSecs"] == 2.0
			})
		})
	}
}
