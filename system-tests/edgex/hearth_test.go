// Package edgex runs EdgeX Foundry's own Go programs against a Hearth that is up: its clients, its device SDK, its app SDK.
// How to call it, and what it needs, is in docs/edgex.md; `try` beside this file does all of it.
package edgex

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/clients/interfaces"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	dtoCommon "github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/common"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// patience is how long something may take that happens by itself: a message on the bus, a store.
const patience = 20 * time.Second

var (
	dataURL     = door("DATA", 59880)
	metadataURL = door("METADATA", 59881)
	commandURL  = door("COMMAND", 59882)
	keeperURL   = door("KEEPER", 59890)
)

// door is where a service of Hearth answers; HEARTH_CORE_DATA_URL and so on say so when it is not EdgeX's port of this machine.
func door(service string, port int) string {
	if url := os.Getenv("HEARTH_CORE_" + service + "_URL"); url != "" {
		return url
	}
	return fmt.Sprintf("http://localhost:%d", port)
}

// anonymous is what EdgeX's services send without a secret store.
type anonymous struct{}

func (anonymous) AddAuthenticationData(*http.Request) error { return nil }
func (anonymous) RoundTripper() http.RoundTripper           { return nil }

var nobody interfaces.AuthenticationInjector = anonymous{}

// named is a name that no other run has used.
func named(prefix string) string {
	return prefix + "-" + uuid.NewString()[:8]
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	require.Eventually(t, holds, patience, 50*time.Millisecond, what)
}

// created asserts that every item of a 207 was made, and has an id.
func created(t *testing.T, items []dtoCommon.BaseWithIdResponse) {
	t.Helper()
	require.NotEmpty(t, items)
	for _, item := range items {
		require.Equal(t, http.StatusCreated, item.StatusCode, item.Message)
		require.NoError(t, uuid.Validate(item.Id))
	}
}

// done asserts that every item of a 207 has the status.
func done(t *testing.T, status int, items []dtoCommon.BaseResponse) {
	t.Helper()
	require.NotEmpty(t, items)
	for _, item := range items {
		require.Equal(t, status, item.StatusCode, item.Message)
	}
}

// ask sends a request as no client of EdgeX's does, and gives the status and the answer.
func ask(t *testing.T, method, url, body string) (int, map[string]any) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	answer := map[string]any{}
	if len(text) > 0 {
		require.NoError(t, json.Unmarshal(text, &answer), string(text))
	}
	return response.StatusCode, answer
}

func profileClient(escaped bool) interfaces.DeviceProfileClient {
	return httpClients.NewDeviceProfileClient(metadataURL, nobody, escaped)
}

func deviceClient(escaped bool) interfaces.DeviceClient {
	return httpClients.NewDeviceClient(metadataURL, nobody, escaped)
}

func serviceClient(escaped bool) interfaces.DeviceServiceClient {
	return httpClients.NewDeviceServiceClient(metadataURL, nobody, escaped)
}

// reading gives the newest reading of a device's resource, or nil.
func latest(t *testing.T, device, resource string) *dtos.BaseReading {
	t.Helper()
	answer, err := httpClients.NewReadingClient(dataURL, nobody, false).
		ReadingsByDeviceNameAndResourceName(context.Background(), device, resource, 0, 1)
	require.NoError(t, err)
	if len(answer.Readings) == 0 {
		return nil
	}
	return &answer.Readings[0]
}

func pointer[T any](value T) *T {
	return &value
}
