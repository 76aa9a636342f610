// A device service on EdgeX's own device SDK, whose devices have a resource of every value type, and some that behave badly.
package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/edgexfoundry/device-sdk-go/v4/pkg/interfaces"
	sdkModels "github.com/edgexfoundry/device-sdk-go/v4/pkg/models"
	"github.com/edgexfoundry/device-sdk-go/v4/pkg/startup"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/common"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/models"
)

// driver keeps what was written to each device's resources.
type driver struct {
	sdk  interfaces.DeviceServiceSDK
	mu   sync.Mutex
	kept map[string]any
}

func main() {
	startup.Bootstrap("device-values", "1.0.0", &driver{kept: map[string]any{}})
}

func (d *driver) Initialize(sdk interfaces.DeviceServiceSDK) error {
	d.sdk = sdk
	return nil
}

// first is what a resource says before anything was written to it.
var first = map[string]any{
	common.ValueTypeBool: true, common.ValueTypeString: "ä \"text\"", common.ValueTypeUint8: uint8(255), common.ValueTypeUint16: uint16(65535), common.ValueTypeUint32: uint32(4294967295),
	common.ValueTypeUint64: uint64(18446744073709551615), common.ValueTypeInt8: int8(-128), common.ValueTypeInt16: int16(-32768), common.ValueTypeInt32: int32(-2147483648),
	common.ValueTypeInt64: int64(-9223372036854775808), common.ValueTypeFloat32: float32(39.5), common.ValueTypeFloat64: 1013.25,
	common.ValueTypeBoolArray: []bool{true, false}, common.ValueTypeStringArray: []string{"a", "b, c"}, common.ValueTypeUint8Array: []uint8{0, 255}, common.ValueTypeUint16Array: []uint16{0, 65535},
	common.ValueTypeUint32Array: []uint32{1, 4294967295}, common.ValueTypeUint64Array: []uint64{18446744073709551615}, common.ValueTypeInt8Array: []int8{-128, 127},
	common.ValueTypeInt16Array: []int16{-1}, common.ValueTypeInt32Array: []int32{1, 2, 3}, common.ValueTypeInt64Array: []int64{-9223372036854775808, 9223372036854775807},
	common.ValueTypeFloat32Array: []float32{1.5, -2e10}, common.ValueTypeFloat64Array: []float64{0.1, 1e300}, common.ValueTypeBinary: []byte{0, 1, 254, 255},
	common.ValueTypeObject: map[string]any{"f1": "ABC", "f2": 123}, common.ValueTypeObjectArray: []map[string]any{{"a": 1}, {"b": "c"}},
}

func (d *driver) HandleReadCommands(device string, _ map[string]models.ProtocolProperties, requests []sdkModels.CommandRequest) ([]*sdkModels.CommandValue, error) {
	values := make([]*sdkModels.CommandValue, 0, len(requests))
	for _, request := range requests {
		switch request.Attributes["behaves"] {
		case "fails":
			return nil, errors.New("the device does not answer")
		case "slow":
			time.Sleep(8 * time.Second)
		}
		d.mu.Lock()
		value, written := d.kept[device+"/"+request.DeviceResourceName]
		d.mu.Unlock()
		switch {
		case written:
		case request.DeviceResourceName == "celsius":
			value = int16(10)
		default:
			value = first[request.Type]
		}
		commandValue, err := sdkModels.NewCommandValue(request.DeviceResourceName, request.Type, value)
		if err != nil {
			return nil, err
		}
		values = append(values, commandValue)
	}
	return values, nil
}

// HandleWriteCommands keeps the values; one that is written to the resource "report" is told by the driver itself, as devices do that report on their own.
func (d *driver) HandleWriteCommands(device string, _ map[string]models.ProtocolProperties, requests []sdkModels.CommandRequest, values []*sdkModels.CommandValue) error {
	for i, request := range requests {
		if request.Attributes["behaves"] == "fails" {
			return errors.New("the device does not obey")
		}
		d.mu.Lock()
		d.kept[device+"/"+request.DeviceResourceName] = values[i].Value
		d.mu.Unlock()
		if request.DeviceResourceName == "report" {
			reported, err := sdkModels.NewCommandValue("Int32", common.ValueTypeInt32, values[i].Value)
			if err != nil {
				return err
			}
			d.sdk.AsyncValuesChannel() <- &sdkModels.AsyncValues{DeviceName: device, SourceName: "Int32", CommandValues: []*sdkModels.CommandValue{reported}}
		}
	}
	return nil
}

func (d *driver) ValidateDevice(device models.Device) error {
	if _, ok := device.Protocols["values"]["Address"]; !ok {
		return fmt.Errorf("device %s has no values.Address", device.Name)
	}
	return nil
}

func (d *driver) Start() error    { return nil }
func (d *driver) Stop(bool) error { return nil }
func (d *driver) Discover() error { return errors.New("there is nothing to discover") }

func (d *driver) AddDevice(string, map[string]models.ProtocolProperties, models.AdminState) error {
	return nil
}

func (d *driver) UpdateDevice(string, map[string]models.ProtocolProperties, models.AdminState) error {
	return nil
}

func (d *driver) RemoveDevice(string, map[string]models.ProtocolProperties) error { return nil }
