package edgex

import (
	"context"
	"net/http"
	"testing"

	"github.com/edgexfoundry/go-mod-configuration/v4/configuration"
	configurationTypes "github.com/edgexfoundry/go-mod-configuration/v4/pkg/types"
	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	dtoCommon "github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-registry/v4/pkg/types"
	"github.com/edgexfoundry/go-mod-registry/v4/registry"
	"github.com/stretchr/testify/require"
)

// TestKeys calls every method of EdgeX's KVSClient.
func TestKeys(t *testing.T) {
	ctx, client, root := context.Background(), httpClients.NewKVSClient(keeperURL, nobody), named("try")
	put, err := client.UpdateValuesByKey(ctx, root, true, requests.UpdateKeysRequest{BaseRequest: dtoCommon.NewBaseRequest(),
		Value: map[string]any{"Writable": map[string]any{"LogLevel": "DEBUG", "Depth": 7, "On": true}, "Host": "ä/b"}})
	require.NoError(t, err)
	require.Len(t, put.Response, 4)
	put, err = client.UpdateValuesByKey(ctx, root+"/single", false, requests.UpdateKeysRequest{BaseRequest: dtoCommon.NewBaseRequest(), Value: "text"})
	require.NoError(t, err)
	require.Len(t, put.Response, 1)
	values, err := client.ValuesByKey(ctx, root)
	require.NoError(t, err)
	got := map[string]any{}
	for _, each := range values.Response {
		got[each.Key] = each.Value
	}
	require.Equal(t, map[string]any{root + "/Writable/LogLevel": "DEBUG", root + "/Writable/Depth": "7", root + "/Writable/On": "true", root + "/Host": "ä/b", root + "/single": "text"}, got)
	keys, err := client.ListKeys(ctx, root)
	require.NoError(t, err)
	require.Len(t, keys.Response, 5)
	_, err = client.DeleteKey(ctx, root+"/single")
	require.NoError(t, err)
	_, err = client.DeleteKeysByPrefix(ctx, root)
	require.NoError(t, err)
	_, err = client.ValuesByKey(ctx, root)
	require.Equal(t, http.StatusNotFound, err.Code())
}

// TestRegistrations calls every method of EdgeX's RegistryClient.
func TestRegistrations(t *testing.T) {
	ctx, client, id := context.Background(), httpClients.NewRegistryClient(keeperURL, nobody, false), named("registered")
	request := requests.AddRegistrationRequest{BaseRequest: dtoCommon.NewBaseRequest(), Registration: dtos.Registration{
		ServiceId: id, Host: "localhost", Port: 59881, HealthCheck: dtos.HealthCheck{Interval: "1s", Path: "/api/v3/ping", Type: "http"}}}
	require.NoError(t, client.Register(ctx, request))
	t.Cleanup(func() { _ = client.Deregister(ctx, id) })
	eventually(t, "core-keeper has seen that it is up", func() bool {
		got, err := client.RegistrationByServiceId(ctx, id)
		return err == nil && got.Registration.Status == "UP"
	})
	got, err := client.RegistrationByServiceId(ctx, id)
	require.NoError(t, err)
	require.Equal(t, request.Registration.HealthCheck, got.Registration.HealthCheck)
	request.Registration.Port = 1
	require.NoError(t, client.UpdateRegister(ctx, request))
	eventually(t, "core-keeper has seen that it is down", func() bool {
		got, err := client.RegistrationByServiceId(ctx, id)
		return err == nil && got.Registration.Status == "DOWN"
	})
	all, err := client.AllRegistry(ctx, false)
	require.NoError(t, err)
	require.NotEmpty(t, all.Registrations)
	require.NoError(t, client.Deregister(ctx, id))
	_, err = client.RegistrationByServiceId(ctx, id)
	if err == nil {
		withGone, err := client.AllRegistry(ctx, false)
		require.NoError(t, err)
		for _, each := range withGone.Registrations {
			require.NotEqual(t, id, each.ServiceId)
		}
	}
}

// TestRegistry calls what EdgeX's services call at their start with -r.
func TestRegistry(t *testing.T) {
	id := named("service")
	client, err := registry.NewRegistryClient(types.Config{Type: "keeper", Protocol: "http", Host: "localhost", Port: 59890, ServiceKey: id, ServiceProtocol: "http", ServiceHost: "localhost", ServicePort: 59881,
		CheckRoute: "/api/v3/ping", CheckInterval: "1s", AuthInjector: nobody})
	require.NoError(t, err)
	require.True(t, client.IsAlive())
	require.NoError(t, client.Register())
	t.Cleanup(func() { _ = client.Unregister() })
	eventually(t, "the service is available", func() bool {
		available, err := client.IsServiceAvailable(id)
		return err == nil && available
	})
	endpoint, err := client.GetServiceEndpoint(id)
	require.NoError(t, err)
	require.Equal(t, types.ServiceEndpoint{ServiceId: id, Host: "localhost", Port: 59881}, endpoint)
	endpoints, err := client.GetAllServiceEndpoints()
	require.NoError(t, err)
	require.Contains(t, endpoints, endpoint)
	for service, port := range map[string]int{"core-data": 59880, "core-metadata": 59881, "core-command": 59882} {
		endpoint, err := client.GetServiceEndpoint(service)
		require.NoError(t, err, service)
		require.Equal(t, port, endpoint.Port, service)
	}
	require.NoError(t, client.Unregister())
	_, err = client.IsServiceAvailable(id)
	require.Error(t, err)
}

// TestConfiguration calls what EdgeX's services call at their start with -cp=keeper.
func TestConfiguration(t *testing.T) {
	type writable struct {
		LogLevel string
		Depth    int
	}
	type settings struct {
		Writable writable
		Host     string
		Names    []string
		Flags    map[string]bool
	}
	root := "edgex/v4/" + named("service")
	client, err := configuration.NewConfigurationClient(configurationTypes.ServiceConfig{Type: "keeper", Protocol: "http", Host: "localhost", Port: 59890, BasePath: root, AuthInjector: nobody})
	require.NoError(t, err)
	require.True(t, client.IsAlive())
	has, err := client.HasConfiguration()
	require.NoError(t, err)
	require.False(t, has)
	require.NoError(t, client.PutConfigurationMap(map[string]any{"Writable": map[string]any{"LogLevel": "INFO", "Depth": 1}, "Host": "a", "Flags": map[string]any{"x": true}}, false))
	has, err = client.HasConfiguration()
	require.NoError(t, err)
	require.True(t, has)
	has, err = client.HasSubConfiguration("Writable")
	require.NoError(t, err)
	require.True(t, has)
	require.NoError(t, client.PutConfigurationValue("Writable/Depth", []byte("5")))
	exists, err := client.ConfigurationValueExists("Writable/Depth")
	require.NoError(t, err)
	require.True(t, exists)
	exists, err = client.ConfigurationValueExists("Writable/Nothing")
	require.NoError(t, err)
	require.False(t, exists)
	value, err := client.GetConfigurationValue("Writable/Depth")
	require.NoError(t, err)
	require.Equal(t, "5", string(value))
	value, err = client.GetConfigurationValueByFullPath(root + "/Host")
	require.NoError(t, err)
	require.Equal(t, "a", string(value))
	keys, err := client.GetConfigurationKeys("")
	require.NoError(t, err)
	require.Len(t, keys, 4)
	raw, err := client.GetConfiguration(&settings{})
	require.NoError(t, err)
	require.Equal(t, &settings{Writable: writable{LogLevel: "INFO", Depth: 5}, Host: "a", Flags: map[string]bool{"x": true}}, raw)
}
