package edgex

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/models"
	"github.com/stretchr/testify/require"
)

// TestHearthIsKilled: EdgeX's services find a Hearth again that was killed and started anew, without being started anew themselves.
func TestHearthIsKilled(t *testing.T) {
	restart := os.Getenv("HEARTH_RESTART")
	if restart == "" {
		t.Skip("NOT TRIED: HEARTH_RESTART does not say how this Hearth is killed and started")
	}
	ctx, folder, far := context.Background(), resources(t, deviceValues), &cloud{}
	far.open(t)
	t.Cleanup(func() { _ = far.server.Close() })
	events := httpClients.NewEventClient(dataURL, nobody, false)
	run(t, deviceValues, folder, nil, options(t, keeperMode)...)
	t.Cleanup(func() { forget("device-values", "values") })
	run(t, pipelines, resources(t, pipelines), nil, options(t, keeperMode)...)
	// Not while they start: EdgeX's MQTT client stands still for ever when its broker goes while it subscribes to changes of configuration.
	first, edgexErr := events.EventCountByDeviceName(ctx, "values-1")
	require.NoError(t, edgexErr)
	eventually(t, "AutoEvents are stored", func() bool {
		got, err := events.EventCountByDeviceName(ctx, "values-1")
		return err == nil && got.Count > first.Count+10
	})

	said, err := exec.Command("sh", "-c", restart).CombinedOutput()
	require.NoError(t, err, string(said))

	before, edgexErr := events.EventCountByDeviceName(ctx, "values-1")
	require.NoError(t, edgexErr)
	require.Eventually(t, func() bool {
		got, err := events.EventCountByDeviceName(ctx, "values-1")
		return err == nil && got.Count > before.Count
	}, 2*time.Minute, time.Second, "AutoEvents are stored again: EdgeX's MQTT client doubles its pauses between attempts")
	eventually(t, "commands reach the device", func() bool { return code(t, "values-1", "Int32") == http.StatusOK })
	change(t, dtos.UpdateDevice{Name: pointer("values-1"), AdminState: pointer(models.Locked)})
	eventually(t, "changes reach the service", func() bool { return code(t, "values-1", "Int32") == http.StatusLocked })
	var posted []string
	require.Eventually(t, func() bool {
		posted = append(posted, post(t, "exported", "temperature", common.ValueTypeFloat64, 1.5).Id)
		return slices.ContainsFunc(posted, func(id string) bool { return far.holds(id) == 1 })
	}, 2*time.Minute, time.Second, "the application service exports")
	registered, edgexErr := httpClients.NewRegistryClient(keeperURL, nobody, false).RegistrationByServiceId(ctx, "device-values")
	require.NoError(t, edgexErr)
	require.Equal(t, 59991, registered.Registration.Port)
}
