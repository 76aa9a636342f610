package edgex

import (
	"context"
	"testing"
	"time"

	busClients "github.com/edgexfoundry/go-mod-messaging/v4/clients"
	"github.com/stretchr/testify/require"
)

// TestManyRequests asks core-command over the bus again and again, as EdgeX's services do: each request subscribes to a topic of its own.
func TestManyRequests(t *testing.T) {
	folder := resources(t, deviceValues)
	run(t, deviceValues, folder, nil, options(t, filesMode)...)
	t.Cleanup(func() { forget("device-values", "values") })
	client := busClients.NewCommandClient(connected(t), "edgex", 10*time.Second)
	longest := time.Duration(0)
	for i := range 300 {
		started := time.Now()
		_, err := client.IssueGetCommandByName(context.Background(), "values-1", "Int32", false, true)
		took := time.Since(started)
		require.NoError(t, err, "request %d after %s", i, took)
		longest = max(longest, took)
	}
	t.Logf("the longest of 300 took %s", longest)
}
