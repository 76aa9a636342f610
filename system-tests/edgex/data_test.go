package edgex

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"testing"
	"time"

	httpClients "github.com/edgexfoundry/go-mod-core-contracts/v4/clients/http"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/requests"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos/responses"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/errors"
	"github.com/stretchr/testify/require"
)

// values has one value of every simple type and array, with the ends of their ranges.
var values = map[string]any{
	common.ValueTypeBool: true, common.ValueTypeString: "ä \"text\" {}", common.ValueTypeUint8: uint8(math.MaxUint8), common.ValueTypeUint16: uint16(math.MaxUint16),
	common.ValueTypeUint32: uint32(math.MaxUint32), common.ValueTypeUint64: uint64(math.MaxUint64), common.ValueTypeInt8: int8(math.MinInt8),
	common.ValueTypeInt16: int16(math.MinInt16), common.ValueTypeInt32: int32(math.MinInt32), common.ValueTypeInt64: int64(math.MinInt64),
	common.ValueTypeFloat32: float32(39.5), common.ValueTypeFloat64: math.SmallestNonzeroFloat64,
	common.ValueTypeBoolArray: []bool{true, false}, common.ValueTypeStringArray: []string{"a", "b, c", "\"d\""}, common.ValueTypeUint8Array: []uint8{0, 255},
	common.ValueTypeUint16Array: []uint16{1, 2}, common.ValueTypeUint32Array: []uint32{1, math.MaxUint32}, common.ValueTypeUint64Array: []uint64{math.MaxUint64, 0},
	common.ValueTypeInt8Array: []int8{-128, 127}, common.ValueTypeInt16Array: []int16{-1, 0}, common.ValueTypeInt32Array: []int32{math.MinInt32, 7},
	common.ValueTypeInt64Array: []int64{math.MinInt64, math.MaxInt64}, common.ValueTypeFloat32Array: []float32{1.5, -2e10}, common.ValueTypeFloat64Array: []float64{math.MaxFloat64, 0},
}

// wholeEvent has a reading of every type; binary makes EdgeX's client send CBOR.
func wholeEvent(t *testing.T, profile, device string, binary bool) dtos.Event {
	t.Helper()
	event := dtos.NewEvent(profile, device, "everything")
	event.Tags = dtos.Tags{"site": "Vienna", "rack": 3.0, "deep": map[string]any{"a": []any{"b"}}}
	for valueType, value := range values {
		require.NoError(t, event.AddSimpleReading("r-"+valueType, valueType, value), valueType)
	}
	event.AddObjectReading("r-Object", map[string]any{"f1": "ABC", "f2": 123.0, "f3": nil})
	event.Readings = append(event.Readings,
		dtos.NewObjectReadingWithArray(profile, device, "r-ObjectArray", []any{map[string]any{"a": 1.0}, map[string]any{"b": "c"}}),
		dtos.NewNullReading(profile, device, "r-Null", common.ValueTypeInt32))
	if binary {
		event.AddBinaryReading("r-Binary", []byte{0, 1, 2, 254, 255}, "application/octet-stream")
	}
	for i := range event.Readings {
		event.Readings[i].Tags = dtos.Tags{"place": "north"}
		event.Readings[i].Units = "u"
	}
	return event
}

// TestEvents calls every method of EdgeX's EventClient, in JSON and, for binary values, in CBOR.
func TestEvents(t *testing.T) {
	ctx, client := context.Background(), httpClients.NewEventClient(dataURL, nobody, false)
	for _, binary := range []bool{false, true} {
		service, profile, device := named("service"), named("profile"), named("device")
		event := wholeEvent(t, profile, device, binary)
		added, err := client.Add(ctx, service, requests.NewAddEventRequest(event))
		require.NoError(t, err)
		require.Equal(t, http.StatusCreated, added.StatusCode)
		require.Equal(t, event.Id, added.Id)

		lists := map[string]func() (responses.MultiEventsResponse, errors.EdgeX){
			"by device": func() (responses.MultiEventsResponse, errors.EdgeX) {
				return client.EventsByDeviceName(ctx, device, 0, 20)
			},
			"by time": func() (responses.MultiEventsResponse, errors.EdgeX) {
				return client.EventsByTimeRange(ctx, event.Origin, event.Origin, 0, 20)
			},
			"by device, as asked": func() (responses.MultiEventsResponse, errors.EdgeX) {
				return client.EventsByDeviceNameWithQueryParams(ctx, device, 0, 20, nil)
			},
			"by time, as asked": func() (responses.MultiEventsResponse, errors.EdgeX) {
				return client.EventsByTimeRangeWithQueryParams(ctx, event.Origin, event.Origin, 0, 20, nil)
			},
			"without a total": func() (responses.MultiEventsResponse, errors.EdgeX) {
				return client.EventsByDeviceName(ctx, device, -1, 20)
			},
		}
		for what, list := range lists {
			answer, err := list()
			require.NoError(t, err, what)
			require.Len(t, answer.Events, 1, what)
			sameEvent(t, event, answer.Events[0])
		}
		numbers, err := client.EventsByDeviceNameWithQueryParams(ctx, device, 0, 20, map[string]string{common.Numeric: "true"})
		require.NoError(t, err)
		for _, reading := range numbers.Events[0].Readings {
			if reading.ValueType == common.ValueTypeUint64 {
				require.NotNil(t, reading.NumericValue, reading.ResourceName)
			}
		}
		all, err := client.AllEvents(ctx, 0, 1)
		require.NoError(t, err)
		require.Len(t, all.Events, 1)
		all, err = client.AllEventsWithQueryParams(ctx, 0, 1, map[string]string{common.Numeric: "true"})
		require.NoError(t, err)
		require.Len(t, all.Events, 1)
		count, err := client.EventCountByDeviceName(ctx, device)
		require.NoError(t, err)
		require.EqualValues(t, 1, count.Count)
		count, err = client.EventCount(ctx)
		require.NoError(t, err)
		require.Positive(t, count.Count)

		removed, err := client.DeleteById(ctx, event.Id)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, removed.StatusCode)
		_, err = client.DeleteById(ctx, event.Id)
		require.Equal(t, http.StatusNotFound, err.Code())

		_, err = client.Add(ctx, service, requests.NewAddEventRequest(wholeEvent(t, profile, device, binary)))
		require.NoError(t, err)
		removed, err = client.DeleteByDeviceName(ctx, device)
		require.NoError(t, err)
		require.Equal(t, http.StatusAccepted, removed.StatusCode)
		eventually(t, "the device's events are gone", func() bool {
			count, err := client.EventCountByDeviceName(ctx, device)
			return err == nil && count.Count == 0
		})
	}
	removed, err := client.DeleteByAge(ctx, int(time.Hour))
	require.NoError(t, err)
	require.Equal(t, http.StatusAccepted, removed.StatusCode)
}

// TestReadings calls every method of EdgeX's ReadingClient.
func TestReadings(t *testing.T) {
	ctx, client := context.Background(), httpClients.NewReadingClient(dataURL, nobody, false)
	profile, device, resource := named("profile"), named("device"), named("resource")
	start := time.Now().UnixNano()
	for _, value := range []float64{1.5, 2.5, 5} {
		event := dtos.NewEvent(profile, device, resource)
		require.NoError(t, event.AddSimpleReading(resource, common.ValueTypeFloat64, value))
		require.NoError(t, event.AddSimpleReading("other", common.ValueTypeInt32, int32(7)))
		_, err := httpClients.NewEventClient(dataURL, nobody, false).Add(ctx, "service", requests.NewAddEventRequest(event))
		require.NoError(t, err)
	}
	end := time.Now().UnixNano()

	type answer func() (responses.MultiReadingsResponse, errors.EdgeX)
	numeric := map[string]string{common.Numeric: "true"}
	for what, list := range map[string]struct {
		total int
		ask   answer
	}{
		"by device": {6, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceName(ctx, device, 0, 20)
		}},
		"by device, numeric": {6, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameWithQueryParams(ctx, device, 0, 20, numeric)
		}},
		"by resource": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByResourceName(ctx, resource, 0, 20)
		}},
		"by resource, numeric": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByResourceNameWithQueryParams(ctx, resource, 0, 20, numeric)
		}},
		"by resource and time": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByResourceNameAndTimeRange(ctx, resource, start, end, 0, 20)
		}},
		"by resource, time, n.": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByResourceNameAndTimeRangeWithQueryParams(ctx, resource, start, end, 0, 20, numeric)
		}},
		"by device and resource": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceName(ctx, device, resource, 0, 20)
		}},
		"by device, resource, n.": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNameWithQueryParams(ctx, device, resource, 0, 20, numeric)
		}},
		"by device, resource, time": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNameAndTimeRange(ctx, device, resource, start, end, 0, 20)
		}},
		"by device, resource, time, n.": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNameAndTimeRangeWithQueryParams(ctx, device, resource, start, end, 0, 20, numeric)
		}},
		"by device, resources, time": {6, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNamesAndTimeRange(ctx, device, []string{resource, "other"}, start, end, 0, 20)
		}},
		"by device, no resources, time": {6, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNamesAndTimeRange(ctx, device, nil, start, end, 0, 20)
		}},
		"by device, resources, time, n.": {3, func() (responses.MultiReadingsResponse, errors.EdgeX) {
			return client.ReadingsByDeviceNameAndResourceNamesAndTimeRangeWithQueryParams(ctx, device, []string{resource}, start, end, 0, 20, numeric)
		}},
	} {
		got, err := list.ask()
		require.NoError(t, err, what)
		require.EqualValues(t, list.total, got.TotalCount, what)
		require.Len(t, got.Readings, list.total, what)
		for i := 1; i < len(got.Readings); i++ {
			require.GreaterOrEqual(t, got.Readings[i-1].Origin, got.Readings[i].Origin, what)
		}
	}
	inTime, err := client.ReadingsByTimeRange(ctx, start, end, 0, -1)
	require.NoError(t, err)
	require.GreaterOrEqual(t, inTime.TotalCount, int64(6))
	inTime, err = client.ReadingsByTimeRangeWithQueryParams(ctx, start, end, 0, -1, numeric)
	require.NoError(t, err)
	require.GreaterOrEqual(t, inTime.TotalCount, int64(6))
	all, err := client.AllReadings(ctx, 0, 1)
	require.NoError(t, err)
	require.Len(t, all.Readings, 1)
	all, err = client.AllReadingsWithQueryParams(ctx, 0, 2, numeric)
	require.NoError(t, err)
	require.Len(t, all.Readings, 2)
	count, err := client.ReadingCountByDeviceName(ctx, device)
	require.NoError(t, err)
	require.EqualValues(t, 6, count.Count)
	count, err = client.ReadingCount(ctx)
	require.NoError(t, err)
	require.GreaterOrEqual(t, count.Count, int64(6))

	for function, expected := range map[string]string{"min": "1.5", "max": "5", "avg": "3", "sum": "9", "count": "3"} {
		got, err := client.ReadingsByDeviceNameAndResourceNameWithQueryParams(ctx, device, resource, 0, 20, map[string]string{"aggregateFunc": function})
		require.NoError(t, err, function)
		require.Len(t, got.Readings, 1, function)
		require.Equal(t, expected, fmt.Sprint(got.Readings[0].NumericValue), function)
	}
}

// sameEvent asserts that an event came back as it was sent, but for the order of its readings and their ids.
func sameEvent(t *testing.T, sent, got dtos.Event) {
	t.Helper()
	require.Equal(t, sent.Id, got.Id)
	require.Equal(t, sent.Origin, got.Origin)
	require.Equal(t, sent.SourceName, got.SourceName)
	require.Equal(t, sent.Tags, got.Tags)
	byResource := map[string]dtos.BaseReading{}
	for _, reading := range got.Readings {
		byResource[reading.ResourceName] = reading
	}
	require.Len(t, byResource, len(sent.Readings))
	for _, reading := range sent.Readings {
		back := byResource[reading.ResourceName]
		reading.Id, back.Id = "", ""
		reading.Extensions, back.Extensions = nil, nil
		require.Equal(t, reading, back)
	}
}
