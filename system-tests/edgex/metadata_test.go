package edgex

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	dtoCommon "github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/models"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// wholeProfile has every field that a profile can have.
func wholeProfile(name string) dtos.DeviceProfile {
	return dtos.DeviceProfile{
		ApiVersion: common.ApiVersion,
		DeviceProfileBasicInfo: dtos.DeviceProfileBasicInfo{
			Name: name, Manufacturer: "Maker of " + name, Model: "Model of " + name, Description: "has every field", Labels: []string{name, "whole"},
		},
		DeviceResources: []dtos.DeviceResource{
			{
				Name: "temperature", Description: "of the room", IsHidden: true,
				Properties: dtos.ResourceProperties{
					ValueType: common.ValueTypeFloat64, ReadWrite: common.ReadWrite_RW, Units: "°C", Minimum: pointer(-40.5), Maximum: pointer(125.0),
					DefaultValue: "20.5", Scale: pointer(0.1), Offset: pointer(-3.0), Base: pointer(0.0), Assertion: "21",
					Optional: map[string]any{"virtual": true, "deep": map[string]any{"a": []any{1.0, "b", nil}}},
				},
				Attributes: map[string]any{"register": 40001.0, "type": "HOLDING", "nested": map[string]any{"x": false}},
				Tags:       map[string]any{"room": "kitchen", "floor": 2.0},
			},
			{Name: "bits", Properties: dtos.ResourceProperties{ValueType: common.ValueTypeUint64, ReadWrite: common.ReadWrite_R, Mask: pointer(uint64(1)<<63 - 1), Shift: pointer(int64(-4))}},
			{Name: "picture", Properties: dtos.ResourceProperties{ValueType: common.ValueTypeBinary, ReadWrite: common.ReadWrite_R, MediaType: "image/png"}},
		},
		DeviceCommands: []dtos.DeviceCommand{{
			Name: "climate", IsHidden: true, ReadWrite: common.ReadWrite_RW,
			ResourceOperations: []dtos.ResourceOperation{{DeviceResource: "temperature", DefaultValue: "19", Mappings: map[string]string{"0": "off", "1": "on"}}},
			Tags:               map[string]any{"kind": "set point"},
		}},
	}
}

func addProfile(t *testing.T, profile dtos.DeviceProfile) {
	t.Helper()
	items, err := profileClient(false).Add(context.Background(), []requests.DeviceProfileRequest{requests.NewDeviceProfileRequest(profile)})
	require.NoError(t, err)
	created(t, items)
	t.Cleanup(func() { _, _ = profileClient(false).DeleteByName(context.Background(), profile.Name) })
}

func addService(t *testing.T, name string) {
	t.Helper()
	service := dtos.DeviceService{Name: name, BaseAddress: "http://localhost:1", AdminState: models.Unlocked, Labels: []string{"try"}, Properties: map[string]any{"a": 1.0}}
	items, err := serviceClient(false).Add(context.Background(), []requests.AddDeviceServiceRequest{requests.NewAddDeviceServiceRequest(service)})
	require.NoError(t, err)
	created(t, items)
	t.Cleanup(func() { _, _ = serviceClient(false).DeleteByName(context.Background(), name) })
}

// TestProfiles calls every method of EdgeX's DeviceProfileClient.
func TestProfiles(t *testing.T) {
	ctx, client, name := context.Background(), profileClient(false), named("profile")
	whole := wholeProfile(name)
	addProfile(t, whole)

	got, err := client.DeviceProfileByName(ctx, name)
	require.NoError(t, err)
	got.Profile.Id, whole.Id = "", ""
	got.Profile.LinkedDeviceCount = 0
	stamps(t, &got.Profile.DBTimestamp)
	require.Equal(t, whole, got.Profile, "comes back as it was sent")

	again, err := client.Add(ctx, []requests.DeviceProfileRequest{requests.NewDeviceProfileRequest(whole)})
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, again[0].StatusCode)

	for what, list := range map[string]func() (int64, []dtos.DeviceProfile, error){
		"all, by labels": func() (int64, []dtos.DeviceProfile, error) {
			answer, err := client.AllDeviceProfiles(ctx, []string{name, "whole"}, 0, -1)
			return answer.TotalCount, answer.Profiles, err
		},
		"by model": func() (int64, []dtos.DeviceProfile, error) {
			answer, err := client.DeviceProfilesByModel(ctx, whole.Model, 0, 10)
			return answer.TotalCount, answer.Profiles, err
		},
		"by manufacturer": func() (int64, []dtos.DeviceProfile, error) {
			answer, err := client.DeviceProfilesByManufacturer(ctx, whole.Manufacturer, 0, 10)
			return answer.TotalCount, answer.Profiles, err
		},
		"by both": func() (int64, []dtos.DeviceProfile, error) {
			answer, err := client.DeviceProfilesByManufacturerAndModel(ctx, whole.Manufacturer, whole.Model, 0, 10)
			return answer.TotalCount, answer.Profiles, err
		},
	} {
		total, profiles, err := list()
		require.NoError(t, err, what)
		require.EqualValues(t, 1, total, what)
		require.Len(t, profiles, 1, what)
		require.Equal(t, whole.DeviceResources, profiles[0].DeviceResources, what)
	}

	infos, err := client.AllDeviceProfileBasicInfos(ctx, []string{name}, 0, -1)
	require.NoError(t, err)
	require.Len(t, infos.Profiles, 1)
	require.Equal(t, whole.Manufacturer, infos.Profiles[0].Manufacturer)

	resource, err := client.DeviceResourceByProfileNameAndResourceName(ctx, name, "temperature")
	require.NoError(t, err)
	require.Equal(t, whole.DeviceResources[0], resource.Resource)

	whole.Description = "changed"
	updated, err := client.Update(ctx, []requests.DeviceProfileRequest{requests.NewDeviceProfileRequest(whole)})
	require.NoError(t, err)
	done(t, http.StatusOK, updated)

	updated, err = client.UpdateDeviceProfileBasicInfo(ctx, []requests.DeviceProfileBasicInfoRequest{{
		BaseRequest: dtoCommon.NewBaseRequest(),
		BasicInfo:   dtos.UpdateDeviceProfileBasicInfo{Name: &name, Model: pointer("another model"), Labels: []string{"only"}},
	}})
	require.NoError(t, err)
	done(t, http.StatusOK, updated)

	tagged, err := client.UpdateDeviceProfileTags(ctx, name, requests.DeviceProfileTagsRequest{
		BaseRequest: dtoCommon.NewBaseRequest(),
		UpdateDeviceProfileTags: dtos.UpdateDeviceProfileTags{
			DeviceResources: []dtos.UpdateTags{{Name: "temperature", Tags: map[string]any{"floor": 3.0, "new": true}}},
			DeviceCommands:  []dtos.UpdateTags{{Name: "climate", Tags: map[string]any{"kind": "changed"}}},
		},
	})
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, tagged.StatusCode)

	added, err := client.AddDeviceProfileResource(ctx, []requests.AddDeviceResourceRequest{{
		BaseRequest: dtoCommon.NewBaseRequest(), ProfileName: name,
		Resource: dtos.DeviceResource{Name: "humidity", Properties: dtos.ResourceProperties{ValueType: common.ValueTypeInt16, ReadWrite: common.ReadWrite_RW}},
	}})
	require.NoError(t, err)
	done(t, http.StatusCreated, added)
	updated, err = client.UpdateDeviceProfileResource(ctx, []requests.UpdateDeviceResourceRequest{{
		BaseRequest: dtoCommon.NewBaseRequest(), ProfileName: name,
		Resource: dtos.UpdateDeviceResource{Name: pointer("humidity"), Description: pointer("of the air"), IsHidden: pointer(true)},
	}})
	require.NoError(t, err)
	done(t, http.StatusOK, updated)
	added, err = client.AddDeviceProfileDeviceCommand(ctx, []requests.AddDeviceCommandRequest{{
		BaseRequest: dtoCommon.NewBaseRequest(), ProfileName: name,
		DeviceCommand: dtos.DeviceCommand{Name: "air", ReadWrite: common.ReadWrite_R, ResourceOperations: []dtos.ResourceOperation{{DeviceResource: "humidity"}}},
	}})
	require.NoError(t, err)
	done(t, http.StatusCreated, added)
	updated, err = client.UpdateDeviceProfileDeviceCommand(ctx, []requests.UpdateDeviceCommandRequest{{
		BaseRequest: dtoCommon.NewBaseRequest(), ProfileName: name,
		DeviceCommand: dtos.UpdateDeviceCommand{Name: pointer("air"), IsHidden: pointer(true)},
	}})
	require.NoError(t, err)
	done(t, http.StatusOK, updated)

	got, err = client.DeviceProfileByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, "changed", got.Profile.Description)
	require.Equal(t, "another model", got.Profile.Model)
	require.Equal(t, []string{"only"}, got.Profile.Labels)
	require.Equal(t, map[string]any{"room": "kitchen", "floor": 3.0, "new": true}, got.Profile.DeviceResources[0].Tags)
	require.Equal(t, "of the air", got.Profile.DeviceResources[3].Description)
	require.True(t, got.Profile.DeviceCommands[1].IsHidden)

	removed, err := client.DeleteDeviceCommandByName(ctx, name, "air")
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, removed.StatusCode)
	removed, err = client.DeleteDeviceResourceByName(ctx, name, "humidity")
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, removed.StatusCode)
	removed, err = client.DeleteByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, removed.StatusCode)
	_, err = client.DeviceProfileByName(ctx, name)
	require.Equal(t, http.StatusNotFound, err.Code())
}

// TestProfilesOfFiles uploads a profile as EdgeX's own YAML encoder writes it, twice.
func TestProfilesOfFiles(t *testing.T) {
	ctx, client, name := context.Background(), profileClient(false), named("filed")
	whole := wholeProfile(name)
	text, err := yaml.Marshal(whole)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "profile.yaml")
	require.NoError(t, os.WriteFile(file, text, 0o600))

	added, edgexErr := client.AddByYaml(ctx, file)
	require.NoError(t, edgexErr)
	require.Equal(t, http.StatusCreated, added.StatusCode)
	t.Cleanup(func() { _, _ = client.DeleteByName(ctx, name) })
	changed, edgexErr := client.UpdateByYaml(ctx, file)
	require.NoError(t, edgexErr)
	require.Equal(t, http.StatusOK, changed.StatusCode)

	got, edgexErr := client.DeviceProfileByName(ctx, name)
	require.NoError(t, edgexErr)
	require.Equal(t, whole.DeviceResources[0].Properties, got.Profile.DeviceResources[0].Properties)
	require.Equal(t, whole.DeviceResources[1].Properties, got.Profile.DeviceResources[1].Properties)
	require.Equal(t, whole.DeviceCommands, got.Profile.DeviceCommands)
}

// TestServices calls every method of EdgeX's DeviceServiceClient.
func TestServices(t *testing.T) {
	ctx, client, name := context.Background(), serviceClient(false), named("service")
	addService(t, name)
	updated, err := client.Update(ctx, []requests.UpdateDeviceServiceRequest{requests.NewUpdateDeviceServiceRequest(dtos.UpdateDeviceService{
		Name: &name, Description: pointer("changed"), BaseAddress: pointer("http://localhost:2"), Labels: []string{name}, AdminState: pointer(models.Locked), Properties: map[string]any{"b": "c"},
	})})
	require.NoError(t, err)
	done(t, http.StatusOK, updated)
	one, err := client.DeviceServiceByName(ctx, name)
	require.NoError(t, err)
	one.Service.Id = ""
	stamps(t, &one.Service.DBTimestamp)
	require.Equal(t, dtos.DeviceService{Name: name, Description: "changed", BaseAddress: "http://localhost:2", Labels: []string{name}, AdminState: models.Locked,
		Properties: map[string]any{"b": "c"}}, one.Service)
	all, err := client.AllDeviceServices(ctx, []string{name}, 0, -1)
	require.NoError(t, err)
	require.EqualValues(t, 1, all.TotalCount)
	removed, err := client.DeleteByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, removed.StatusCode)
	_, err = client.DeviceServiceByName(ctx, name)
	require.Equal(t, http.StatusNotFound, err.Code())
}

// TestDevices calls every method of EdgeX's DeviceClient; the device's service does not run, so its word is not asked for.
func TestDevices(t *testing.T) {
	ctx, client, service, profile, name := context.Background(), deviceClient(false), named("service"), named("profile"), named("device")
	addService(t, service)
	addProfile(t, wholeProfile(profile))
	whole := dtos.Device{
		Name: name, Description: "has every field", AdminState: models.Unlocked, OperatingState: models.Unknown, Labels: []string{name, "b"},
		Location: map[string]any{"lat": 48.2, "lon": 16.37, "rooms": []any{"a", 1.0}}, ServiceName: service, ProfileName: profile,
		AutoEvents: []dtos.AutoEvent{
			{Interval: "1h30m", SourceName: "temperature", OnChange: true, OnChangeThreshold: 0.25, Retention: dtos.Retention{MaxCap: 100, MinCap: 10, Duration: "24h"}},
			{Interval: "500ms", SourceName: "climate"},
		},
		Protocols:  map[string]dtos.ProtocolProperties{"modbus": {"Address": "10.0.0.1", "Port": 502.0, "Deep": map[string]any{"a": true}}, "empty": {}},
		Tags:       map[string]any{"building": 7.0, "deep": map[string]any{"x": "y"}},
		Properties: map[string]any{"vendor": "a", "list": []any{1.0, "two"}},
	}
	child := whole
	child.Name, child.Parent, child.AutoEvents, child.Labels = name+"-child", name, nil, []string{name}
	items, err := client.AddWithQueryParams(ctx, []requests.AddDeviceRequest{requests.NewAddDeviceRequest(whole), requests.NewAddDeviceRequest(child)},
		map[string]string{"bypassValidation": "true"})
	require.NoError(t, err)
	created(t, items)
	t.Cleanup(func() {
		for _, each := range []string{child.Name, name} {
			_, _ = client.DeleteDeviceByName(ctx, each)
		}
	})

	got, err := client.DeviceByName(ctx, name)
	require.NoError(t, err)
	got.Device.Id = ""
	stamps(t, &got.Device.DBTimestamp)
	require.Equal(t, whole, got.Device, "comes back as it was sent")

	refused, err := client.Add(ctx, []requests.AddDeviceRequest{requests.NewAddDeviceRequest(dtos.Device{Name: named("never"), AdminState: models.Unlocked, OperatingState: models.Up,
		ServiceName: service, ProfileName: profile, Protocols: map[string]dtos.ProtocolProperties{}})})
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, refused[0].StatusCode, "its service does not run")

	exists, err := client.DeviceNameExists(ctx, name)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, exists.StatusCode)
	_, err = client.DeviceNameExists(ctx, "no such device")
	require.Equal(t, http.StatusNotFound, err.Code())

	all, err := client.AllDevices(ctx, []string{name}, 0, -1)
	require.NoError(t, err)
	require.EqualValues(t, 2, all.TotalCount)
	below, err := client.AllDevicesWithChildren(ctx, name, 1, nil, 0, 20)
	require.NoError(t, err)
	require.EqualValues(t, 1, below.TotalCount)
	require.Equal(t, child.Name, below.Devices[0].Name)
	byProfile, err := client.DevicesByProfileName(ctx, profile, 0, 1)
	require.NoError(t, err)
	require.EqualValues(t, 2, byProfile.TotalCount)
	require.Len(t, byProfile.Devices, 1)
	byService, err := client.DevicesByServiceName(ctx, service, 1, 20)
	require.NoError(t, err)
	require.Len(t, byService.Devices, 1)
	past, err := client.DevicesByServiceName(ctx, service, 3, 20)
	require.Equal(t, http.StatusRequestedRangeNotSatisfiable, err.Code())
	require.Empty(t, past.Devices)

	changed, err := client.UpdateWithQueryParams(ctx, []requests.UpdateDeviceRequest{requests.NewUpdateDeviceRequest(dtos.UpdateDevice{
		Name: &name, AdminState: pointer(models.Locked), Description: pointer("changed"), Tags: map[string]any{"new": "tag"},
	})}, map[string]string{"bypassValidation": "true"})
	require.NoError(t, err)
	done(t, http.StatusOK, changed)
	changed, err = client.Update(ctx, []requests.UpdateDeviceRequest{requests.NewUpdateDeviceRequest(dtos.UpdateDevice{Name: &name, OperatingState: pointer(models.Down)})})
	require.NoError(t, err)
	require.Contains(t, []int{http.StatusOK, http.StatusServiceUnavailable}, changed[0].StatusCode)
	got, err = client.DeviceByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, models.Locked, got.Device.AdminState)
	require.Equal(t, whole.AutoEvents, got.Device.AutoEvents)

	_, err = client.DeleteDeviceByName(ctx, name)
	require.Equal(t, http.StatusConflict, err.Code(), "it has a child")
	for _, each := range []string{child.Name, name} {
		removed, err := client.DeleteDeviceByName(ctx, each)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, removed.StatusCode)
	}
	_, err = client.DeviceByName(ctx, name)
	require.Equal(t, http.StatusNotFound, err.Code())
}

// TestNamesOfAllKinds: EdgeX v4 takes any name, with its clients' escaping of names and without.
func TestNamesOfAllKinds(t *testing.T) {
	ctx := context.Background()
	for _, escaped := range []bool{true, false} {
		for _, strange := range []string{"a b", "температура", "100%", "a/b", "a+b", "#c", "~.-_:;=", "[x]{y}|\\\"'", "名前"} {
			if !escaped && strings.ContainsAny(strange, "%/#") {
				continue // without escaping EdgeX's client makes another path of it
			}
			name := named(strange)
			client := profileClient(escaped)
			addProfile(t, dtos.DeviceProfile{ApiVersion: common.ApiVersion, DeviceProfileBasicInfo: dtos.DeviceProfileBasicInfo{Name: name},
				DeviceResources: []dtos.DeviceResource{{Name: strange, Properties: dtos.ResourceProperties{ValueType: common.ValueTypeBool, ReadWrite: common.ReadWrite_R}}}})
			resource, err := client.DeviceResourceByProfileNameAndResourceName(ctx, name, strange)
			require.NoError(t, err, name)
			require.Equal(t, strange, resource.Resource.Name)
			_, err = client.DeleteByName(ctx, name)
			require.NoError(t, err, name)
		}
	}
}

// TestWatchers calls every method of EdgeX's ProvisionWatcherClient.
func TestWatchers(t *testing.T) {
	ctx, client, service, profile, name := context.Background(), httpClients.NewProvisionWatcherClient(metadataURL, nobody, false), named("service"), named("profile"), named("watcher")
	addService(t, service)
	addProfile(t, wholeProfile(profile))
	whole := dtos.ProvisionWatcher{
		Name: name, ServiceName: service, Labels: []string{name}, Identifiers: map[string]string{"Address": "10.0.[0-9]+", "Port": "5.."},
		BlockingIdentifiers: map[string][]string{"Port": {"501", "502"}}, AdminState: models.Unlocked,
		DiscoveredDevice: dtos.DiscoveredDevice{ProfileName: profile, AdminState: models.Locked, Properties: map[string]any{"a": "b"},
			AutoEvents: []dtos.AutoEvent{{Interval: "10s", SourceName: "temperature"}}},
	}
	items, err := client.Add(ctx, []requests.AddProvisionWatcherRequest{requests.NewAddProvisionWatcherRequest(whole)})
	require.NoError(t, err)
	created(t, items)
	t.Cleanup(func() { _, _ = client.DeleteProvisionWatcherByName(ctx, name) })
	got, err := client.ProvisionWatcherByName(ctx, name)
	require.NoError(t, err)
	got.ProvisionWatcher.Id = ""
	stamps(t, &got.ProvisionWatcher.DBTimestamp)
	require.Equal(t, whole, got.ProvisionWatcher)

	changed, err := client.Update(ctx, []requests.UpdateProvisionWatcherRequest{requests.NewUpdateProvisionWatcherRequest(dtos.UpdateProvisionWatcher{
		Name: &name, AdminState: pointer(models.Locked), Identifiers: map[string]string{"Address": "x"},
		DiscoveredDevice: dtos.UpdateDiscoveredDevice{AdminState: pointer(models.Unlocked)},
	})})
	require.NoError(t, err)
	done(t, http.StatusOK, changed)
	got, err = client.ProvisionWatcherByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, models.Locked, got.ProvisionWatcher.AdminState)
	require.Equal(t, map[string]string{"Address": "x"}, got.ProvisionWatcher.Identifiers)
	require.Equal(t, profile, got.ProvisionWatcher.DiscoveredDevice.ProfileName)
	require.Equal(t, models.Unlocked, got.ProvisionWatcher.DiscoveredDevice.AdminState)

	all, err := client.AllProvisionWatchers(ctx, []string{name}, 0, -1)
	require.NoError(t, err)
	require.EqualValues(t, 1, all.TotalCount)
	byProfile, err := client.ProvisionWatchersByProfileName(ctx, profile, 0, 20)
	require.NoError(t, err)
	require.EqualValues(t, 1, byProfile.TotalCount)
	byService, err := client.ProvisionWatchersByServiceName(ctx, service, 0, 20)
	require.NoError(t, err)
	require.EqualValues(t, 1, byService.TotalCount)
	removed, err := client.DeleteProvisionWatcherByName(ctx, name)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, removed.StatusCode)
}

// stamps asserts that a thing has its times, in ms, and takes them away, so that the rest can be compared.
func stamps(t *testing.T, times *dtos.DBTimestamp) {
	t.Helper()
	require.Greater(t, times.Created, int64(1_600_000_000_000))
	require.Less(t, times.Created, int64(10_000_000_000_000))
	require.GreaterOrEqual(t, times.Modified, times.Created)
	*times = dtos.DBTimestamp{}
}
